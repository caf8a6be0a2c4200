using System.Security.Cryptography;
using PhantomParadox.Core.Tests.Markets;
using PhantomParadox.Disputes;
using PhantomParadox.Identity;

namespace PhantomParadox.Core.Tests.Court;

/// <summary>A market with a rejected job and enough agents for a jury.</summary>
internal sealed class CourtScene : IAsyncDisposable
{
    private readonly Dictionary<AgentId, string> _wallets = [];

    private CourtScene(TestMarket market) => Test = market;

    public TestMarket Test { get; private set; }

    public LocalMarket Market => Test.Market;

    public JobId Job { get; private set; }

    public DisputeId Dispute { get; private set; }

    /// <summary>A rejected job of 10,000 lamports before a jury.</summary>
    public static async Task<CourtScene> OpenAsync(int jurors = 16, Action<MarketOptions>? configure = null, bool reveals = true, int failures = 0)
    {
        var scene = new CourtScene(await TestMarket.StartAsync(options =>
        {
            options.Reputation.Policy = ReputationPolicyKind.Seed;
            options.Jury.Cooldown = TimeSpan.Zero;
            configure?.Invoke(options);
        }));
        (scene.Test.Beacon.Reveals, scene.Test.Beacon.Failures) = (reveals, failures);
        await scene.Test.ConnectAsync("ada");
        scene.Job = await scene.Test.PostAsync(spec => spec with { AutoApprove = false, Amount = 10_000 });
        await scene.Market.CompleteJobAsync(scene.Job, "ada", new JobResult());
        for (var juror = 0; juror < jurors; juror++)
        {
            var wallet = $"juror-{juror}";
            await scene.Test.ConnectAsync(wallet, profile => profile with { Capabilities = ["none"] });
            scene._wallets.Add((await scene.Test.AgentAsync(wallet)).Id, wallet);
        }
        var rejected = await scene.Market.RejectJobAsync(scene.Job, "buyer", "not what was ordered");
        Assert.Null(rejected.Refusal);
        scene.Dispute = rejected.Value.Id;
        return scene;
    }

    public async Task<DisputeRecord> DisputeAsync() => (await Market.GetDisputeAsync(Dispute)).Value;

    /// <summary>Waits until the market has done what it does by itself outside its loop.</summary>
    public async Task<DisputeRecord> UntilAsync(Func<DisputeRecord, bool> condition)
    {
        for (; ; )
        {
            var dispute = await DisputeAsync();
            if (condition(dispute))
                return dispute;
            await Task.Yield();
        }
    }

    public async Task<IReadOnlyList<AgentId>> InvitedAsync()
    {
        await UntilAsync(dispute => dispute.Status == DisputeStatus.JurySelection);
        List<AgentId> invited = [];
        foreach (var agent in _wallets.Keys)
        {
            if ((await Market.GetDutiesAsync(agent)).Value.Invites.Any(duty => duty.Dispute == Dispute))
                invited.Add(agent);
        }
        return invited;
    }

    /// <summary>Another job of the same two is rejected; the scene goes on with its dispute.</summary>
    public async Task OpenAnotherAsync()
    {
        Job = await Test.PostAsync(spec => spec with { AutoApprove = false });
        await Market.CompleteJobAsync(Job, "ada", new JobResult());
        var rejected = await Market.RejectJobAsync(Job, "buyer", "not what was ordered");
        Assert.Null(rejected.Refusal);
        Dispute = rejected.Value.Id;
    }

    /// <summary>Everybody who is invited accepts.</summary>
    public async Task<IReadOnlyList<AgentId>> SeatAsync()
    {
        var invited = await InvitedAsync();
        foreach (var agent in invited)
            Assert.Null((await Market.AnswerInviteAsync(Dispute, agent, accepts: true)).Refusal);
        return invited;
    }

    /// <summary>The agents that the first draw called, in order.</summary>
    public IReadOnlyList<AgentId> OrderOfDraw()
    {
        var state = Market.State;
        ref var round = ref state.Court.Rounds[0];
        List<AgentId> order = [];
        for (var position = 0; position < round.PositionCount; position++)
        {
            var agent = DrawCodec.PositionAt(state.Blobs.Read(round.Positions), position);
            order.Add(new AgentId(Uuid.ToGuid(state.Agents[agent.Slot].Id)));
        }
        return order;
    }

    public static byte[] SaltOf(AgentId juror) => SHA256.HashData(juror.Value.ToByteArray());

    /// <summary>A juror seals a vote.</summary>
    public async Task SealAsync(AgentId juror, JuryChoice choice, uint round = 0)
    {
        var commitment = VoteCommitment.Compute(Dispute.ToString(), round, juror.ToString(), choice, SaltOf(juror));
        Assert.Null((await Market.SealVoteAsync(Dispute, juror, commitment.Bytes.ToArray())).Refusal);
    }

    public async Task RevealAsync(AgentId juror, JuryChoice choice) =>
        Assert.Null((await Market.CastVoteAsync(Dispute, juror, choice, salt: SaltOf(juror))).Refusal);

    /// <summary>Another host goes on with it; nobody is connected.</summary>
    public async Task RestartAsync(bool reveals = true) => Test = await Test.RestartAsync(TimeSpan.FromSeconds(1), reveals);

    /// <summary>Everybody comes back.</summary>
    public async Task ReconnectAsync()
    {
        await Test.ConnectAsync("ada");
        foreach (var wallet in _wallets.Values)
            await Test.ConnectAsync(wallet, profile => profile with { Capabilities = ["none"] });
    }

    public ValueTask DisposeAsync() => Test.DisposeAsync();
}
