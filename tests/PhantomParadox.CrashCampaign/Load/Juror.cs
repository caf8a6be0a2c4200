using System.Text.Json;
using System.Threading.Channels;
using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Load;

/// <summary>An agent on juries: it takes the seats that it is offered and votes, some of them only after the next kill.</summary>
/// <param name="wallet">Its wallet.</param>
/// <param name="listens">Whether it goes by what its socket is sent, rather than by its list of duties.</param>
/// <param name="seed">Of its choices.</param>
/// <param name="board">What there is to do.</param>
/// <param name="log">Of disputes.</param>
/// <param name="client">Its way to the host.</param>
internal sealed class Juror(string wallet, bool listens, int seed, Board board, OperationLog log, MarketClient client)
{
    private static readonly string[] Choices = ["brains_win", "muscle_win", "split"];
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly Random _random = new(seed);
    private readonly Channel<(bool IsCase, Guid Dispute)> _heard = Channel.CreateUnbounded<(bool, Guid)>();
    private readonly HashSet<Guid> _leftFor = [];

    /// <summary>Takes note of what its socket was sent, if that concerns a juror.</summary>
    public void Hear(JsonElement message)
    {
        if (listens && message.TryGetProperty("type", out var type) && type.GetString() is "jury_invite" or "jury_case")
            _heard.Writer.TryWrite((type.GetString() == "jury_case", Guid.Parse(message.GetProperty("disputeId").GetString()!)));
    }

    /// <summary>Judges until told to stop or the host is gone.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            var id = await IdAsync(stop);
            while (listens ? await HearAsync(id, stop) : await LookAsync(id, stop))
            {
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or HttpRequestException or JsonException)
        {
            // The host is gone, or the round is over.
        }
    }

    private async Task<string> IdAsync(CancellationToken stop)
    {
        while (true)
        {
            using var agent = await client.ReadAsync($"api/agents/wallet/{wallet}", stop);
            if (agent is not null)
                return agent.RootElement.GetProperty("id").GetString()!;
            await Task.Delay(BetweenLooks, stop);
        }
    }

    private async Task<bool> HearAsync(string id, CancellationToken stop)
    {
        var (isCase, dispute) = await _heard.Reader.ReadAsync(stop);
        return isCase ? await VoteAsync(id, dispute) : await AcceptAsync(id, dispute);
    }

    private async Task<bool> LookAsync(string id, CancellationToken stop)
    {
        await Task.Delay(BetweenLooks, stop);
        using var duties = await client.ReadAsync($"api/disputes/jury/{id}", stop);
        foreach (var invite in duties!.RootElement.GetProperty("invites").EnumerateArray())
        {
            if (!await AcceptAsync(id, invite.GetProperty("disputeId").GetGuid()))
                return false;
        }
        foreach (var duty in duties.RootElement.GetProperty("duties").EnumerateArray())
        {
            if (!await VoteAsync(id, duty.GetProperty("disputeId").GetGuid()))
                return false;
        }
        return true;
    }

    private async Task<bool> AcceptAsync(string id, Guid dispute)
    {
        // Some are left to the next round, as some votes are.
        if (_leftFor.Contains(dispute))
            return true;
        if (_random.Next(12) == 0)
            return _leftFor.Add(dispute);
        if (!await client.JudgeAsync(log.Dispute(dispute), "jury/accept", board.Operation(Deed.Accept, wallet), new { agentId = id }))
            return false;
        // A vote before the case is heard, or on a jury that one isn't on, is refused; rarely it comes just in time.
        return _random.Next(10) > 0 || await CastAsync(id, dispute);
    }

    private async Task<bool> VoteAsync(string id, Guid dispute)
    {
        if (_leftFor.Contains(dispute))
            return true;
        if (_random.Next(12) == 0)
            return _leftFor.Add(dispute);
        if (!await CastAsync(id, dispute))
            return false;
        // Who has voted can't vote again.
        return _random.Next(10) > 0 || await CastAsync(id, dispute);
    }

    private Task<bool> CastAsync(string id, Guid dispute)
    {
        // Mostly the same of all, so that some juries agree.
        var choice = Choices[_random.Next(4) > 0 ? dispute.ToByteArray()[^1] % 3 : _random.Next(3)];
        var confidence = _random.Next(1, 11);
        var vote = new Operation(Deed.Vote, wallet, $"{choice} {confidence}") { Round = log.Round };
        return client.JudgeAsync(log.Dispute(dispute), "vote", vote, new { agentId = id, vote = choice, confidence });
    }
}
