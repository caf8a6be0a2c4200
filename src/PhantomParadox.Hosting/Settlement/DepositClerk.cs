using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PhantomParadox.Hosting;

/// <summary>Looks for the deposits that orders wait for, and tells the market of them. A young order is looked for often, an old one seldom.</summary>
internal sealed partial class DepositClerk(
    ITreasury treasury, IDepositSource source, IOptionsMonitor<SettlementOptions> options, Rail rail, ClerkTimes times, ILogger<DepositClerk> logger)
    : BackgroundService
{
    /// <summary>Between two looks for new orders, and for the deposit of an order that is new.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    /// <summary>Between two looks for the deposit of an order that has waited for half an hour and longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Between two looks for what comes after an order has been paid for or has lapsed.</summary>
    public static readonly TimeSpan Ended = TimeSpan.FromMinutes(5);

    private const int AgePerWait = 30;

    // An order that was cancelled is only seen to be so by reading all of them.
    private static readonly TimeSpan BetweenWalks = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = logger;
    private readonly Crew<DepositReference, bool> _looks = new();
    private readonly Dictionary<DepositReference, DepositWatch> _watches = [];
    private readonly PriorityQueue<DepositReference, DateTimeOffset> _due = new();
    private readonly Backoff _trouble = times.Retell(Shortest);
    private DateTimeOffset _nextWalk = DateTimeOffset.MinValue;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    private string? _lastPage;

    private DateTimeOffset Now => times.Time.GetUtcNow();

    /// <summary>Works until it is stopped. It keeps nothing: a deposit that was not told is found again.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await RoundAsync(stop).ConfigureAwait(false);
                await _looks.WaitAsync(Shortest, times.Time, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The market is told again what it has counted already, after the next start.
        }
        finally
        {
            await _looks.EndAsync().ConfigureAwait(false);
        }
    }

    /// <summary>How long to wait between two looks for one order's deposits.</summary>
    internal static TimeSpan PaceOf(DepositOrder order, DateTimeOffset now)
    {
        if (order.Status != DepositStatus.Awaited)
            return Ended;
        var wait = (now - order.OpenedAt) / AgePerWait;
        return wait < Shortest ? Shortest : wait > Longest ? Longest : wait;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    private async Task RoundAsync(CancellationToken stop)
    {
        try
        {
            EndLooks();
            await ReadOrdersAsync(stop).ConfigureAwait(false);
            StartLooks(stop);
        }
        catch (TreasuryRefusedException refused)
        {
            LogMarketRefuses(refused.Refusal.Code, refused.Refusal.Detail);
            rail.Report("market", refused.Message);
        }
#pragma warning disable CA1031 // A round that fails is no reason to look for nothing ever after.
        catch (Exception error) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogRoundFailed(error);
            rail.Report("market", error.Message);
        }
    }

    private async Task ReadOrdersAsync(CancellationToken stop)
    {
        var isWalk = Now >= _nextWalk;
        HashSet<DepositReference> seen = [];
        var cursor = isWalk ? null : _lastPage;
        do
        {
            var page = await treasury.ListDepositOrdersAsync(cursor, 100, stop).ConfigureAwait(false);
            if (!page.IsAccepted)
            {
                _nextWalk = DateTimeOffset.MinValue;
                throw new TreasuryRefusedException(page.Refusal);
            }

            foreach (var order in page.Value.Items)
            {
                seen.Add(order.Reference);
                Watch(order);
            }

            _lastPage = cursor;
            cursor = page.Value.NextCursor;
        }
        while (cursor is not null);
        if (!isWalk)
            return;
        _nextWalk = Now + BetweenWalks;
        foreach (var reference in _watches.Keys.Where(reference => !seen.Contains(reference)).ToList())
            _watches.Remove(reference);
        PhantomParadoxDiagnostics.DepositOrders.Record(_watches.Count);
    }

    private void Watch(DepositOrder order)
    {
        if (_watches.TryGetValue(order.Reference, out var watch) && watch.Order.Job == order.Job)
        {
            watch.Order = order;
            return;
        }

        _watches[order.Reference] = watch = new DepositWatch(order, Now);
        _due.Enqueue(order.Reference, watch.Due);
    }

    private void StartLooks(CancellationToken stop)
    {
        while (_looks.Count < options.CurrentValue.DepositLooks && Now >= _notBefore && _due.TryPeek(out var reference, out var due) && due <= Now)
        {
            _due.Dequeue();
            // Else its order is no longer watched, or a later entry counts.
            if (_watches.TryGetValue(reference, out var watch) && watch.Due == due && !_looks.Has(reference))
                _looks.Start(reference, () => LookAsync(watch, stop));
        }
    }

    private void EndLooks()
    {
        foreach (var (reference, look) in _looks.Collect())
        {
            if (look is { IsCompletedSuccessfully: true, Result: true })
                _trouble.Reset();
            else
                _notBefore = Now + _trouble.Next();
            if (!_watches.TryGetValue(reference, out var watch))
                continue;
            watch.Due = Now + PaceOf(watch.Order, Now);
            _due.Enqueue(reference, watch.Due);
        }
    }

    /// <returns>Whether all went well; else the next look waits.</returns>
    private async Task<bool> LookAsync(DepositWatch watch, CancellationToken stop)
    {
        var found = await rail.TryAsync("deposits", token => source.FindAsync(watch.Order.Reference, watch.Order.Currency, token), stop).ConfigureAwait(false);
        if (!found.Succeeded)
            return false;
        foreach (var deposit in found.Value)
        {
            if (watch.Seen.Add(deposit.Transaction))
                PhantomParadoxDiagnostics.DepositsSeen.Add(1, CurrencyTag(deposit.Currency));
            if (!watch.Told.Contains(deposit.Transaction) && !await CountAsync(watch, deposit, stop).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    private async Task<bool> CountAsync(DepositWatch watch, ArrivedDeposit deposit, CancellationToken stop)
    {
        try
        {
            var before = watch.Order;
            var counted = await treasury.CountDepositAsync(before.Reference, deposit, stop).ConfigureAwait(false);
            if (counted.IsAccepted)
            {
                watch.Told.Add(deposit.Transaction);
                watch.Order = counted.Value;
                if (counted.Value.Arrived == before.Arrived)
                    return true;
                var currency = CurrencyTag(deposit.Currency);
                PhantomParadoxDiagnostics.Deposits.Add(1, currency);
                PhantomParadoxDiagnostics.Deposited.Add(long.CreateSaturating(deposit.Amount), currency);
                LogCounted(deposit.Transaction, deposit.Amount, deposit.Currency, counted.Value.Job, counted.Value.Status);
                return true;
            }

            LogNotCounted(deposit.Transaction, deposit.Amount, deposit.Currency, before.Job, counted.Refusal.Code, counted.Refusal.Detail);
            // What the market won't have, it won't have later either.
            if (counted.Refusal.Code is not (RefusalCode.DepositNotExpected or RefusalCode.ValidationFailed))
                return false;
            watch.Told.Add(deposit.Transaction);
            return true;
        }
#pragma warning disable CA1031 // Unknown whether it counts: told again, it counts once all the same.
        catch (Exception error) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogUnknown(error, deposit.Transaction);
            return false;
        }
    }

    private static KeyValuePair<string, object?> CurrencyTag(Currency currency) => new("currency", currency.ToString());

    [LoggerMessage(1, LogLevel.Warning, "The market refuses to show its orders for deposits ({Code}: {Detail}); deposits wait.")]
    private partial void LogMarketRefuses(RefusalCode code, string detail);

    [LoggerMessage(2, LogLevel.Error, "A round of looking for deposits failed; the next one tries again.")]
    private partial void LogRoundFailed(Exception error);

    [LoggerMessage(3, LogLevel.Information, "Deposit {Transaction} of {Amount} of {Currency}'s smallest unit counts for job {Job}, whose order is {Status}.")]
    private partial void LogCounted(string transaction, ulong amount, Currency currency, JobId job, DepositStatus status);

    [LoggerMessage(4, LogLevel.Warning, "Deposit {Transaction} of {Amount} of {Currency}'s smallest unit, for job {Job}, does not count ({Code}: {Detail}).")]
    private partial void LogNotCounted(string transaction, ulong amount, Currency currency, JobId job, RefusalCode code, string detail);

    [LoggerMessage(5, LogLevel.Warning, "It is not known whether deposit {Transaction} counts; the market is told again.")]
    private partial void LogUnknown(Exception error, string transaction);
}
