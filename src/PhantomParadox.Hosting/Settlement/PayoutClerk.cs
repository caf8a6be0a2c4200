using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PhantomParadox.Hosting;

/// <summary>
/// Carries out what the market owes: has payouts signed, opens them in the market, and only then sends them. It keeps nothing that a crash
/// could lose: what is open is in the market, and what was signed and not opened was never sent.
/// </summary>
internal sealed partial class PayoutClerk : BackgroundService
{
    private static readonly Currency[] Currencies = [Currency.Sol, Currency.Usdc];

    private readonly ITreasury _treasury;
    private readonly ISettlement _settlement;
    private readonly IOptionsMonitor<SettlementOptions> _options;
    private readonly SettlementMonitor _monitor;
    private readonly Rail _rail;
    private readonly ClerkTimes _times;
    private readonly ILogger _logger;
    private readonly Crew<PayoutId, (PayoutLook Look, PayoutRecord? Payout)> _errands = new();
    private readonly Dictionary<PayoutId, SignedPayout> _signed = [];
    private readonly PayoutMemory _memory;
    private readonly Desk[] _desks;
    private readonly Backoff _trouble;

    public PayoutClerk(
        ITreasury treasury, ISettlement settlement, IOptionsMonitor<SettlementOptions> options, SettlementMonitor monitor, Rail rail, ClerkTimes times,
        ILogger<PayoutClerk> logger)
    {
        _treasury = treasury;
        _settlement = settlement;
        _options = options;
        _monitor = monitor;
        _rail = rail;
        _times = times;
        _logger = logger;
        _memory = new(times.Time);
        _trouble = times.Retell(ClerkTimes.Tick);
        _desks = [.. Currencies.Select(currency => new Desk(currency, times))];
    }

    /// <summary>Works until it is stopped. What is open then stays open, and is taken up at the next start.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var wait = await RoundAsync(stop).ConfigureAwait(false);
                await _errands.WaitAsync(wait, _times.Time, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            LogStops(_errands.Count);
        }
        finally
        {
            await _errands.EndAsync().ConfigureAwait(false);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    private async Task<TimeSpan> RoundAsync(CancellationToken stop)
    {
        try
        {
            await EndErrandsAsync().ConfigureAwait(false);
            _memory.Prune();
            await TakeUpAsync(stop).ConfigureAwait(false);
            await MeasureAsync(stop).ConfigureAwait(false);
            foreach (var desk in _desks)
                await PlanAsync(desk, stop).ConfigureAwait(false);
            _trouble.Reset();
            return ClerkTimes.Tick;
        }
        catch (TreasuryRefusedException refused)
        {
            LogMarketRefuses(refused.Refusal.Code, refused.Refusal.Detail);
            _rail.Report("market", refused.Message);
        }
#pragma warning disable CA1031 // A round that fails is no reason to pay nobody ever after.
        catch (Exception error) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogRoundFailed(error);
            _rail.Report("market", error.Message);
        }
        finally
        {
            Show();
        }

        return _trouble.Next();
    }

    // Whatever is open and not under way: after a start all of it, later what was opened without this clerk's hearing of it.
    private async Task TakeUpAsync(CancellationToken stop)
    {
        var open = await ListAsync(PayoutStatus.Open, stop).ConfigureAwait(false);
        var review = await ListAsync(PayoutStatus.Review, stop).ConfigureAwait(false);
        _signed.Clear();
        foreach (var payout in open.Concat(review))
            _signed[payout.Id] = payout.Signed;
        foreach (var payout in open.AsEnumerable().Reverse().Where(payout => !_errands.Has(payout.Id)))
        {
            if (!HasRoom)
                break;
            LogTakenUp(payout.Id, payout.Signed.Reference, payout.OpenedAt);
            Send(payout, wasSent: true, stop);
        }

        _monitor.Change(status => status with { Open = open.Count, OldestOpen = open.Count == 0 ? null : open[^1].OpenedAt, InReview = review.Count });
        PhantomParadoxDiagnostics.OpenPayouts.Record(open.Count);
        PhantomParadoxDiagnostics.PayoutsInReview.Record(review.Count);
    }

    // Also while nothing is paid: then above all somebody should see how much waits.
    private async Task MeasureAsync(CancellationToken stop)
    {
        var totals = await _treasury.GetTotalsAsync(stop).ConfigureAwait(false);
        if (!totals.IsAccepted)
            throw new TreasuryRefusedException(totals.Refusal);
        foreach (var sums in totals.Value)
        {
            PhantomParadoxDiagnostics.Owed.Record(long.CreateSaturating(sums.Owed), Tag(sums.Currency));
            PhantomParadoxDiagnostics.UnderWay.Record(long.CreateSaturating(sums.UnderWay), Tag(sums.Currency));
        }
    }

    private bool HasRoom => _errands.Count < _options.CurrentValue.PayoutsUnderWay;

    private bool IsPaused() => _options.CurrentValue.PayoutsPaused;

    private void Send(PayoutRecord payout, bool wasSent, CancellationToken stop) => _errands.Start(payout.Id, async () =>
    {
        try
        {
            return await new PayoutErrand(_treasury, _settlement, _rail, IsPaused, _times, _logger).RunAsync(payout, wasSent, stop).ConfigureAwait(false);
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            // Whatever it was, it would be the same at once.
            await Task.Delay(ClerkTimes.Tick, _times.Time, stop).ConfigureAwait(false);
            throw;
        }
    });

    private async Task<List<PayoutRecord>> ListAsync(PayoutStatus status, CancellationToken stop)
    {
        List<PayoutRecord> payouts = [];
        string? cursor = null;
        do
        {
            var page = await _treasury.ListPayoutsAsync(new PayoutQuery(status, 100, cursor), stop).ConfigureAwait(false);
            if (!page.IsAccepted)
                throw new TreasuryRefusedException(page.Refusal);
            payouts.AddRange(page.Value.Items);
            cursor = page.Value.NextCursor;
        }
        while (cursor is not null);
        return payouts;
    }

    private void Show()
    {
        var (paused, held) = (IsPaused(), _memory.Held);
        if (paused != _monitor.Status.IsPaused)
        {
            if (paused)
                LogPaused();
            else
                LogResumed();
        }

        _monitor.Change(status => status with { IsPaused = paused, Held = held });
        PhantomParadoxDiagnostics.HeldLines.Record(held.Count);
    }

    [LoggerMessage(1, LogLevel.Information, "The payout clerk stops; {Payouts} payouts stay open for the next start.")]
    private partial void LogStops(int payouts);

    [LoggerMessage(2, LogLevel.Warning, "The market refuses to show what is owed ({Code}: {Detail}); payouts wait.")]
    private partial void LogMarketRefuses(RefusalCode code, string detail);

    [LoggerMessage(3, LogLevel.Error, "A round of payouts failed; the next one tries again.")]
    private partial void LogRoundFailed(Exception error);

    [LoggerMessage(4, LogLevel.Information, "Payout {Payout} ({Reference}), opened {OpenedAt:o}, is taken up.")]
    private partial void LogTakenUp(PayoutId payout, string reference, DateTimeOffset openedAt);

    [LoggerMessage(5, LogLevel.Warning, "Payments:PayoutsPaused is on: nothing is signed and nothing is sent.")]
    private partial void LogPaused();

    [LoggerMessage(6, LogLevel.Information, "Payments:PayoutsPaused is off: payouts go on.")]
    private partial void LogResumed();
}
