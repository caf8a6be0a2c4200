using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Load;

/// <summary>Posts jobs, good and bad ones, cancels some, and approves or rejects what comes back, half of it under a key.</summary>
internal sealed class Buyer(string wallet, int seed, Board board, MarketClient client)
{
    private static readonly string[] Types = ["relay", "compute", "storage", "verify"];

    private readonly Random _random = new(seed);
    private readonly List<JobHistory> _mine = [];

    /// <summary>Works until told to stop or the host is gone.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await StepAsync())
        {
        }
    }

    private async Task<bool> StepAsync()
    {
        var kind = _random.Next(100);
        if (kind < 35 && board.ToSettle.TryDequeue(out var done))
            return await SettleAsync(done);
        if (kind < 45 && _mine.Count > 0)
        {
            var job = _mine[_random.Next(_mine.Count)];
            return await client.ActAsync(job, "cancel", board.Operation(Deed.Cancel, wallet), new { brainsAddress = wallet }, HasKey());
        }
        return await PostAsync(isGood: kind < 95);
    }

    private async Task<bool> PostAsync(bool isGood)
    {
        var post = board.Operation(Deed.Post, wallet);
        var amount = isGood ? _random.NextInt64(1, 1_000_000_000_000) : -_random.NextInt64(1, 1_000);
        var job = new JobHistory(
            $"job {post.Mark} {new string('x', _random.Next(200))}", wallet, Types[_random.Next(Types.Length)], amount, _random.Next(2) == 0, post);
        board.Expect(job);
        var alive = await client.PostAsync(job, HasKey());
        if (post.Answer != Answer.Ok)
            return alive;
        _mine.Add(job);
        if (job.Type is "storage" or "verify")
            board.ToClaim.Enqueue(job);
        return alive;
    }

    private async Task<bool> SettleAsync(JobHistory job)
    {
        if (_random.Next(8) == 0)
        {
            var stranger = wallet + "-stranger";
            if (!await client.ActAsync(job, "approve", board.Operation(Deed.Approve, stranger), new { brainsAddress = stranger }))
                return false;
        }

        // Both at once, now and then: one of them at most can win.
        var choice = _random.Next(10);
        var approves = choice < 7 ? ApproveAsync(job) : Task.FromResult(true);
        var rejects = choice > 5 ? RejectAsync(job) : Task.FromResult(true);
        return await approves & await rejects;
    }

    private Task<bool> ApproveAsync(JobHistory job) =>
        client.ActAsync(job, "approve", board.Operation(Deed.Approve, job.Buyer), new { brainsAddress = job.Buyer }, HasKey());

    private Task<bool> RejectAsync(JobHistory job)
    {
        var reject = board.Operation(Deed.Reject, job.Buyer);
        return client.ActAsync(job, "reject", reject, new { brainsAddress = job.Buyer, reason = reject.Mark, category = "poor_quality" }, HasKey());
    }

    private bool HasKey() => _random.Next(2) == 0;
}
