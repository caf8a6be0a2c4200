using System.Text.RegularExpressions;

namespace PhantomParadox.Solana;

/// <summary>
/// Which transactions of an address of the market's carry which order's reference as a memo: read as the chain grows, for all orders at once. It
/// only says what to look at; the transaction itself has the last word.
/// </summary>
/// <param name="client">The node.</param>
/// <param name="address">The address whose history is read: for tokens that of the token account, which their transfers name.</param>
/// <param name="depth">How many transactions the first look goes back at most.</param>
/// <param name="time">Says when the next look is due.</param>
internal sealed partial class MemoIndex(IRpcClient client, PublicKey address, int depth, TimeProvider time)
{
    /// <summary>Between two looks, however many orders there are.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    // From when it was found, however old it was then: orders are looked for during sixty hours in which the host runs.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(4);

    // Two nodes may not be equally far: what is newest is read again until it is this old.
    private const ulong Overlap = 150;

    private readonly Dictionary<string, List<SignatureInfo>> _found = new(StringComparer.Ordinal);
    private readonly Queue<(string Reference, SignatureInfo Transaction, DateTimeOffset FoundAt)> _oldest = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Signature? _until;
    private long? _last;

    /// <summary>The transactions that carry a reference, perhaps; in no order.</summary>
    /// <exception cref="SettlementException">Nothing was learned.</exception>
    public async Task<IReadOnlyList<SignatureInfo>> FindAsync(string reference, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(last) >= Pace)
                await ReadAsync(cancellationToken).ConfigureAwait(false);
            return _found.TryGetValue(reference, out var found) ? [.. found] : [];
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var read = await AddressHistory.ReadAsync(client, address, _until, depth, cancellationToken).ConfigureAwait(false);
        foreach (var transaction in read)
        {
            if (transaction.Error is not null || transaction.Memo is not { } memo)
                continue;
            foreach (var match in Reference().EnumerateMatches(memo))
                Keep(memo.Substring(match.Index + Arrival.MemoPrefix.Length, match.Length - Arrival.MemoPrefix.Length), transaction);
        }

        _last = time.GetTimestamp();
        var newest = read.Count > 0 ? read[0].Slot : 0;
        var settled = read.FirstOrDefault(transaction => transaction.Slot + Overlap <= newest);
        if (settled is not null)
            _until = settled.Signature;
        Forget();
    }

    private void Keep(string reference, SignatureInfo transaction)
    {
        if (!_found.TryGetValue(reference, out var list))
            _found.Add(reference, list = []);
        else if (list.Exists(one => one.Signature == transaction.Signature))
            return;
        list.Add(transaction);
        _oldest.Enqueue((reference, transaction, time.GetUtcNow()));
    }

    private void Forget()
    {
        var limit = time.GetUtcNow() - Kept;
        while (_oldest.TryPeek(out var old) && old.FoundAt < limit)
        {
            _oldest.Dequeue();
            if (_found.TryGetValue(old.Reference, out var list) && list.Remove(old.Transaction) && list.Count == 0)
                _found.Remove(old.Reference);
        }
    }

    // Base58 of 32 bytes has 32 to 44 letters.
    [GeneratedRegex("pp:[1-9A-HJ-NP-Za-km-z]{32,44}(?![1-9A-HJ-NP-Za-km-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
