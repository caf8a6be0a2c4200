using Microsoft.Extensions.Logging;

namespace PhantomParadox.Hosting;

/// <content>What is paid next: sign, open, and only then send.</content>
internal sealed partial class PayoutClerk
{
    // As many as ITreasury takes in a payout, and shows at once.
    private const int MostLines = 64;
    private const int Page = 100;

    private enum Opening
    {
        /// <summary>A payout is under way, or lines are held: there may be more to do.</summary>
        GoOn,

        /// <summary>It failed, and may succeed later.</summary>
        Later,
    }

    private async Task PlanAsync(Desk desk, CancellationToken stop)
    {
        while (HasRoom && !IsPaused() && !desk.Rests)
        {
            var options = _options.CurrentValue;
            var swept = desk.IsSweep;
            var lines = await ChooseAsync(desk, swept ? 1 : options.PayoutMinimum.Of(desk.Currency) ?? 1, options, stop).ConfigureAwait(false);
            if (lines is null)
                return;

            if (lines.Count == 0)
            {
                desk.Done(swept, options);
                return;
            }

            if (await OpenAsync(desk, lines, stop).ConfigureAwait(false) == Opening.Later)
                desk.Failed();
        }
    }

    /// <summary>
    /// What to pay next: from the first page of what is owed that has anything to pay, so that those who can't be paid hide nobody. Null where it
    /// isn't time for a round.
    /// </summary>
    private async Task<List<PayoutLine>?> ChooseAsync(Desk desk, ulong least, SettlementOptions options, CancellationToken stop)
    {
        for (string? cursor = null; ;)
        {
            var answer = await _treasury.GetOwedAsync(new OwedQuery(desk.Currency, least, Page, cursor), stop).ConfigureAwait(false);
            if (!answer.IsAccepted)
                throw new TreasuryRefusedException(answer.Refusal);
            var owed = answer.Value;
            if (!desk.Begin(owed.Total, options))
                return null;
            var lines = Choose(desk, owed);
            cursor = owed.NextCursor;
            if (lines.Count > 0 || cursor is null)
                return lines;
        }
    }

    /// <summary>The first on the list, as many as a payout takes; without those that are held, or that today's cap no longer allows.</summary>
    private List<PayoutLine> Choose(Desk desk, OwedAmounts owed)
    {
        List<PayoutLine> lines = [];
        var left = owed.LeftToday;
        foreach (var (line, since) in owed.Lines.Zip(owed.Since))
        {
            if (lines.Count == MostLines || line.Amount > left || desk.Seen.Contains(line.Wallet) || _memory.IsHeld(desk.Currency, line))
                continue;
            if (_memory.GoesAlone(desk.Currency, line.Wallet) && lines.Count > 0)
                continue;
            lines.Add(line);
            desk.Since[line.Wallet] = since;
            left -= line.Amount;
            if (_memory.GoesAlone(desk.Currency, line.Wallet))
                break;
        }

        return lines;
    }

    private async Task<Opening> OpenAsync(Desk desk, List<PayoutLine> lines, CancellationToken stop)
    {
        var order = new PayoutOrder(new PayoutId(Guid.CreateVersion7(_times.Time.GetUtcNow())), desk.Currency, lines) { UnderWay = [.. _signed.Values] };
        var reply = await _rail.TryAsync("sign", async token => IsPaused() ? null : await _settlement.SignAsync(order, token).ConfigureAwait(false), stop).ConfigureAwait(false);
        if (!reply.Succeeded || reply.Value is not { } signing)
            return Opening.Later;

        var held = Hold(order, signing.Held);
        if (signing.Signed is not { } signed)
            return held ? Opening.GoOn : Opening.Later;
        if (signing.Paid.Count == 0 || signing.Paid.Except(lines).Any())
        {
            LogWronglySigned(order.Payout);
            _rail.Report("sign", "What was signed isn't what was asked for.");
            return Opening.Later;
        }

        // Signed bytes that were never sent can be forgotten.
        if (IsPaused())
            return Opening.Later;
        var opening = await OpenAsync(new PayoutOpening(order.Payout, desk.Currency, signing.Paid, signed), stop).ConfigureAwait(false);
        if (opening == Opening.GoOn)
            desk.Seen.UnionWith(signing.Paid.Select(line => line.Wallet));
        return opening;
    }

    private async Task<Opening> OpenAsync(PayoutOpening opening, CancellationToken stop)
    {
        // Until the list of what is open says otherwise: where the answer is lost it may be open.
        _signed[opening.Payout] = opening.Signed;
        Outcome<PayoutRecord> opened;
        try
        {
            opened = await _treasury.OpenPayoutAsync(opening, stop).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // It may be open or not: nothing is sent, and the list of what is open tells.
        catch (Exception error) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return Unknown(opening, error.Message, error);
        }

        if (opened.Refusal?.Code == RefusalCode.OutcomeUnknown)
            return Unknown(opening, opened.Refusal.Detail);
        if (!opened.IsAccepted)
        {
            _signed.Remove(opening.Payout);
            LogNotOpened(opening.Payout, opened.Refusal.Code, opened.Refusal.Detail);
            // Somebody else's payout, or the cap, came in between: that is no fault.
            if (opened.Refusal.Code is not (RefusalCode.PayoutNotOwed or RefusalCode.PayoutCapReached))
                _rail.Report("open", $"{opened.Refusal.Code}: {opened.Refusal.Detail}");
            return Opening.Later;
        }

        LogOpened(opening.Payout, opening.Signed.Reference, opening.Currency, opening.Lines.Count, Sum(opening.Lines));
        PhantomParadoxDiagnostics.PayoutsOpened.Add(1, Tag(opening.Currency));
        Send(opened.Value, wasSent: false, stop);
        return Opening.GoOn;
    }

    private Opening Unknown(PayoutOpening opening, string why, Exception? error = null)
    {
        LogOpeningUnknown(error, opening.Payout, why);
        _rail.Report("open", why);
        return Opening.Later;
    }

    // True where a line of the order is held now: what is asked next is another order.
    private bool Hold(PayoutOrder order, IReadOnlyList<HeldLine> held)
    {
        var any = false;
        foreach (var one in held)
        {
            foreach (var line in order.Lines.Where(line => line.Wallet == one.Wallet))
            {
                LogHeld(line.Wallet, line.Amount, order.Currency, one.Reason);
                DeskOf(order.Currency).Since.Remove(line.Wallet);
                _memory.Hold(order.Currency, line, one.Reason);
                any = true;
            }
        }

        return any;
    }

    private async Task EndErrandsAsync()
    {
        foreach (var (id, work) in _errands.Collect())
        {
            try
            {
                var (look, payout) = await work.ConfigureAwait(false);
                if (payout is not null)
                    End(payout, look);
            }
#pragma warning disable CA1031 // The payout is still open, and taken up again.
            catch (Exception error)
#pragma warning restore CA1031
            {
                LogErrandFailed(error, id);
                _rail.Report("payout", error.Message);
            }
        }
    }

    private void End(PayoutRecord payout, PayoutLook look)
    {
        PhantomParadoxDiagnostics.PayoutsEnded.Add(1, Tag(payout.Currency), new KeyValuePair<string, object?>("status", payout.Status.ToString()));
        switch (payout.Status)
        {
            case PayoutStatus.Paid:
                _memory.Paid(payout.Currency, payout.Lines);
                PhantomParadoxDiagnostics.PaidOut.Add(long.CreateSaturating(Sum(payout.Lines)), Tag(payout.Currency));
                PhantomParadoxDiagnostics.PayoutFees.Add(long.CreateSaturating(payout.Signed.Fee), Tag(payout.Currency));
                Time(payout);
                LogPaid(payout.Id, payout.Signed.Reference, payout.Position);
                break;
            case PayoutStatus.Review:
                LogReview(payout.Id, payout.Signed.Reference, payout.Detail);
                break;
            case PayoutStatus.Open:
                // The market has it otherwise than it was told: that was said, and it is taken up again.
                break;
            default:
                LogReleased(payout.Id, payout.Signed.Reference, look.Fate, payout.Detail);
                if (look.Fate == PayoutFate.Failed && _memory.Failed(payout.Currency, payout.Lines, look.Detail))
                    LogFailsAgain(payout.Id, payout.Lines.Count);
                break;
        }
    }

    // After a start nobody knows since when a payout's wallets had been owed: at least since it was opened.
    private void Time(PayoutRecord payout)
    {
        var since = DeskOf(payout.Currency).Since;
        var end = payout.EndedAt ?? _times.Time.GetUtcNow();
        foreach (var line in payout.Lines)
        {
            var owed = since.Remove(line.Wallet, out var known) && known < payout.OpenedAt ? known : payout.OpenedAt;
            PhantomParadoxDiagnostics.PayoutDelay.Record(Math.Max(0, (end - owed).TotalSeconds), Tag(payout.Currency));
        }
    }

    private Desk DeskOf(Currency currency) => _desks.First(desk => desk.Currency == currency);

    private static UInt128 Sum(IReadOnlyList<PayoutLine> lines)
    {
        UInt128 sum = 0;
        foreach (var line in lines)
            sum += line.Amount;
        return sum;
    }

    private static KeyValuePair<string, object?> Tag(Currency currency) => new("currency", currency.ToString());

    [LoggerMessage(20, LogLevel.Information, "Payout {Payout} ({Reference}) is open: {Amount} of {Currency}'s smallest unit to {Wallets} wallets.")]
    private partial void LogOpened(PayoutId payout, string reference, Currency currency, int wallets, UInt128 amount);

    [LoggerMessage(21, LogLevel.Warning, "Payout {Payout} was not opened and is forgotten unsent ({Code}: {Detail}).")]
    private partial void LogNotOpened(PayoutId payout, RefusalCode code, string detail);

    [LoggerMessage(22, LogLevel.Warning, "It is not known whether payout {Payout} was opened: {Why}. Nothing is sent; if it is open, it is taken up.")]
    private partial void LogOpeningUnknown(Exception? error, PayoutId payout, string why);

    [LoggerMessage(23, LogLevel.Error, "Payout {Payout}: the settlement signed something else than it was asked for. It is forgotten unsent.")]
    private partial void LogWronglySigned(PayoutId payout);

    [LoggerMessage(24, LogLevel.Warning, "Wallet {Wallet} can't be paid {Amount} of {Currency}'s smallest unit now: {Reason}.")]
    private partial void LogHeld(string wallet, ulong amount, Currency currency, string reason);

    [LoggerMessage(25, LogLevel.Information, "Payout {Payout} ({Reference}) is paid, at slot {Position}.")]
    private partial void LogPaid(PayoutId payout, string reference, ulong position);

    [LoggerMessage(26, LogLevel.Warning, "Payout {Payout} ({Reference}) ended as {Fate}, nobody was paid, and its amounts are owed again: {Detail}.")]
    private partial void LogReleased(PayoutId payout, string reference, PayoutFate fate, string? detail);

    [LoggerMessage(27, LogLevel.Error, "Payout {Payout} ({Reference}) is in doubt and waits for an operator: {Detail}.")]
    private partial void LogReview(PayoutId payout, string reference, string? detail);

    [LoggerMessage(28, LogLevel.Error, "Payout {Payout} failed like those before it; its {Wallets} wallets are paid one at a time for now, or held where it is one.")]
    private partial void LogFailsAgain(PayoutId payout, int wallets);

    [LoggerMessage(29, LogLevel.Error, "Work on payout {Payout} failed; it is taken up again.")]
    private partial void LogErrandFailed(Exception error, PayoutId payout);
}
