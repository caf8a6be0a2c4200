using Microsoft.Extensions.Logging;

namespace PhantomParadox.Hosting;

/// <summary>
/// One open payout on its way: the same bytes are sent again and looked for until their fate is known, and the fate is told to the market
/// until the market has it. Nothing else is ever signed or sent for it.
/// </summary>
internal sealed partial class PayoutErrand(ITreasury treasury, ISettlement settlement, Rail rail, Func<bool> isPaused, ClerkTimes times, ILogger logger)
{
    // Longest that ITreasury takes of a fate's detail.
    private const int LongestDetail = 512;

    // A command whose outcome is unknown is told again rather often: what it holds back is somebody's money.
    private static readonly TimeSpan FirstTelling = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logger;

    /// <summary>Runs until the market has recorded the payout's end.</summary>
    /// <param name="payout">The payout, as the market opened it.</param>
    /// <param name="wasSent">Whether its bytes may have been sent before: then they are looked for first.</param>
    /// <param name="stop">Leaves the payout open, for the next start.</param>
    /// <returns>Its fate, and the payout as the market has it; null where the market knows it no more.</returns>
    public async Task<(PayoutLook Look, PayoutRecord? Payout)> RunAsync(PayoutRecord payout, bool wasSent, CancellationToken stop)
    {
        var look = await LearnAsync(payout, wasSent, stop).ConfigureAwait(false);
        if (look.Detail is { Length: > LongestDetail } detail)
            look = look with { Detail = detail[..LongestDetail] };
        return (look, await TellAsync(payout, look, stop).ConfigureAwait(false));
    }

    private async Task<PayoutLook> LearnAsync(PayoutRecord payout, bool wasSent, CancellationToken stop)
    {
        var wait = times.Resend();
        var network = await rail.TryAsync("network", settlement.GetNetworkAsync, stop).ConfigureAwait(false);
        while (!network.Succeeded)
        {
            await Task.Delay(wait.Next(), times.Time, stop).ConfigureAwait(false);
            network = await rail.TryAsync("network", settlement.GetNetworkAsync, stop).ConfigureAwait(false);
        }

        if (!string.Equals(network.Value, payout.Signed.Network, StringComparison.Ordinal))
            return new(PayoutFate.Doubtful, Detail: $"It was signed for {payout.Signed.Network}, and the host pays on {network.Value}.");

        wait.Reset();
        var sends = !wasSent;
        while (true)
        {
            if (sends)
                await SendAsync(payout, stop).ConfigureAwait(false);
            sends = true;
            var look = await rail.TryAsync("look", token => settlement.LookAsync(payout.Signed, token), stop).ConfigureAwait(false);
            if (look is { Succeeded: true, Value.Fate: not PayoutFate.Unknown })
                return look.Value;
            await Task.Delay(wait.Next(), times.Time, stop).ConfigureAwait(false);
        }
    }

    // Whatever comes of it: only a look tells whether the bytes took effect.
    private async Task SendAsync(PayoutRecord payout, CancellationToken stop) => await rail.TryAsync(
        "send",
        async token =>
        {
            // Asked here, for the call may have waited for the network: the kill switch counts until the last moment.
            if (isPaused())
                return false;
            PhantomParadoxDiagnostics.PayoutSends.Add(1);
            await settlement.SendAsync(payout.Signed, token).ConfigureAwait(false);
            return true;
        },
        stop).ConfigureAwait(false);

    private async Task<PayoutRecord?> TellAsync(PayoutRecord payout, PayoutLook look, CancellationToken stop)
    {
        var wait = times.Retell(FirstTelling);
        while (true)
        {
            try
            {
                var recorded = await treasury.RecordPayoutAsync(payout.Id, look, stop).ConfigureAwait(false);
                if (recorded.IsAccepted)
                    return recorded.Value;
                if (recorded.Refusal.Code is RefusalCode.InvalidState or RefusalCode.PayoutNotFound)
                {
                    LogContradicted(payout.Id, look.Fate, recorded.Refusal.Code, recorded.Refusal.Detail);
                    rail.Report("record", $"Payout {payout.Id}, {look.Fate}: {recorded.Refusal.Detail}");
                    var read = await treasury.GetPayoutAsync(payout.Id, stop).ConfigureAwait(false);
                    if (read.IsAccepted || read.Refusal.Code == RefusalCode.PayoutNotFound)
                        return read.IsAccepted ? read.Value : null;
                }
                else
                {
                    LogNotRecorded(payout.Id, look.Fate, recorded.Refusal.Code, recorded.Refusal.Detail);
                }
            }
#pragma warning disable CA1031 // Unknown whether the market has it: the same words again tell.
            catch (Exception error) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogNotAnswered(error, payout.Id, look.Fate);
            }

            await Task.Delay(wait.Next(), times.Time, stop).ConfigureAwait(false);
        }
    }

    [LoggerMessage(10, LogLevel.Warning, "Payout {Payout}: the market did not record {Fate} ({Code}: {Detail}); it is told again.")]
    private partial void LogNotRecorded(PayoutId payout, PayoutFate fate, RefusalCode code, string detail);

    [LoggerMessage(11, LogLevel.Warning, "Payout {Payout}: it is not known whether the market recorded {Fate}; it is told again.")]
    private partial void LogNotAnswered(Exception error, PayoutId payout, PayoutFate fate);

    [LoggerMessage(12, LogLevel.Error, "Payout {Payout}: the settlement says {Fate}, the market has it otherwise ({Code}: {Detail}). Somebody has to look.")]
    private partial void LogContradicted(PayoutId payout, PayoutFate fate, RefusalCode code, string detail);
}
