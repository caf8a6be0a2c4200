using System.Collections.Concurrent;
using System.Globalization;
using PhantomParadox.Client;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Server.Demo;

/// <summary>Follows disputes and tells each step in a line: opened, jury drawn, voting, verdict, division, proof.</summary>
internal sealed class DemoClerk(BuyerClient market, Uri address, DemoFigures figures, TimeProvider time)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<Guid, Task> _followed = new();

    public void Follow(WireDispute dispute, string what, CancellationToken cancellationToken)
    {
        Tell(dispute.Id, "opened: " + what);
        _followed[dispute.Id] = FollowAsync(dispute.Id, cancellationToken);
    }

    /// <summary>Waits until nothing is followed any more, after its token was cancelled.</summary>
    public Task EndAsync() => Task.WhenAll(_followed.Values);

    private async Task FollowAsync(Guid dispute, CancellationToken cancellationToken)
    {
        try
        {
            var now = await UntilAsync(dispute, one => one.Status != "open", cancellationToken);
            if (now.Status != "timeout")
            {
                var round = (await market.GetDisputeProofAsync(dispute, cancellationToken)).Rounds[0];
                Tell(dispute, Drawn(round));
                now = await UntilAsync(dispute, one => one.Status is not ("open" or "jury_selection"), cancellationToken);
                Tell(dispute, Line($"voting: {now.Jury.Count(seat => seat.Accepted)} jurors do the work again; {now.ConsensusRequired} equal votes are a consensus"));
            }

            now = await UntilAsync(dispute, one => one.Payment is not null, cancellationToken);
            figures.TellCourt(
                [Named(dispute, Verdict(now)), Named(dispute, Division(now))], new Uri(address, $"api/disputes/{dispute:D}/proof"));
            figures.CountRuled();
        }
        catch (Exception fault) when (fault is MarketApiException or HttpRequestException or OperationCanceledException)
        {
            if (!cancellationToken.IsCancellationRequested)
                Tell(dispute, "lost from sight: " + fault.Message);
        }

        _followed.TryRemove(dispute, out _);
    }

    private async Task<WireDispute> UntilAsync(Guid dispute, Func<WireDispute, bool> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = await market.GetDisputeAsync(dispute, cancellationToken);
            if (isSo(now))
                return now;
            await Task.Delay(Glance, time, cancellationToken);
        }
    }

    private static string Drawn(WireRoundProof round) => Line(
        $"jury drawn: {round.Seats} of a pool of {round.PoolCount}, by a seed of {string.Join(" + ", round.Sources.Select(source => Source(source.Name)))}");

    /// <summary>The name of a chain is its tip, of which the beginning tells enough.</summary>
    private static string Source(string name) => name.Split(':') is ["chain", { Length: > 8 } tip, var index] ? $"chain:{tip[..8]}…:{index}" : name;

    private static string Verdict(WireDispute now)
    {
        var winner = now.Verdict switch
        {
            "brains_win" => $"for {now.BrainsAddress}",
            "muscle_win" => $"for {now.MuscleAddress}",
            _ => "half each",
        };
        return now.VoteBreakdown is { } votes
            ? Line($"verdict: {winner}; {votes.BrainsWin} votes for {now.BrainsAddress}, {votes.MuscleWin} for {now.MuscleAddress}, {votes.Split} for half, {votes.Abstain} silent")
            : $"no jury could be seated: {winner}";
    }

    private static string Division(WireDispute now)
    {
        var paid = now.Payment!;
        return Line(
            $"paid: {paid.BrainsReceives:N0} lamports back to {now.BrainsAddress}, {paid.MuscleReceives:N0} to {now.MuscleAddress}, {paid.JuryReward:N0} to jurors, {paid.ProtocolFee:N0} to the market");
    }

    private void Tell(Guid dispute, string what) => figures.TellCourt([Named(dispute, what)]);

    private static string Named(Guid dispute, string what) => $"court {DemoFigures.Short(dispute)} {what}";

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
