namespace PhantomParadox.Solana;

/// <summary>
/// Finds deposits at the market's own address: by the order's reference as a key that the transfer names, as Solana Pay has it, or as the memo
/// <c>pp:&lt;reference in base58&gt;</c>. Only what is final counts, and how much came is read from balances.
/// </summary>
internal sealed class SolanaDepositSource : IDepositSource
{
    // Whoever floods a reference can't hide a deposit behind less than this many transactions.
    private const int MostOfAReference = 10_000;

    private readonly IRpcClient _client;
    private readonly NetworkGuard _guard;
    private readonly PublicKey _escrow;
    private readonly ArrivalReader _reader;
    private readonly MemoIndex _memos;
    private readonly PublicKey? _usdc;
    private readonly SolanaOptions _options;
    private readonly TimeProvider _time;
    private MemoIndex? _tokenMemos;

    /// <param name="options">Checked already.</param>
    public SolanaDepositSource(IRpcClient client, PublicKey escrow, NetworkGuard guard, SolanaOptions options, TimeProvider time)
    {
        (_client, _guard, _escrow, _options, _time) = (client, guard, escrow, options, time);
        _usdc = guard.Network.UsdcOf(options);
        _reader = new(client, escrow, _usdc);
        _memos = new(client, escrow, options.MemoScanDepth, time);
    }

    // Wallets that speak Solana Pay find the token account of an address themselves.
    public string AddressFor(Currency currency) => _escrow.ToString();

    public async ValueTask<IReadOnlyList<ArrivedDeposit>> FindAsync(DepositReference reference, Currency currency, CancellationToken cancellationToken)
    {
        await _guard.EnsureAsync(cancellationToken).ConfigureAwait(false);
        if (currency == Currency.Usdc && _usdc is null)
            return [];
        var key = KeyOf(reference);
        var index = currency == Currency.Usdc ? await TokenMemosAsync(cancellationToken).ConfigureAwait(false) : _memos;
        var named = await AddressHistory.ReadAsync(_client, key, until: null, MostOfAReference, cancellationToken).ConfigureAwait(false);
        var noted = await index.FindAsync(key.ToString(), cancellationToken).ConfigureAwait(false);
        List<ArrivedDeposit> deposits = [];
        foreach (var transaction in named.AsEnumerable().Reverse().Concat(noted).DistinctBy(one => one.Signature).OrderBy(one => one.Slot))
        {
            if (transaction.Error is null && await ReadAsync(transaction.Signature, key, currency, cancellationToken).ConfigureAwait(false) is { } deposit)
                deposits.Add(deposit);
        }

        return deposits;
    }

    private async Task<ArrivedDeposit?> ReadAsync(Signature signature, PublicKey key, Currency currency, CancellationToken cancellationToken)
    {
        if (await _reader.ReadAsync(signature, cancellationToken).ConfigureAwait(false) is not { } arrival || !arrival.IsFor(key))
            return null;
        var amount = currency == Currency.Usdc ? arrival.Tokens : arrival.Lamports;
        if (amount == 0)
            return null;
        var at = arrival.At ?? throw new SettlementException($"The node doesn't say when transaction {signature} was made.");
        return new(signature.ToString(), amount, currency, at, arrival.Slot);
    }

    // Which program the token belongs to, and so where the token account is, the chain says.
    private async Task<MemoIndex> TokenMemosAsync(CancellationToken cancellationToken)
    {
        if (_tokenMemos is { } known)
            return known;
        var mint = await TokenPlan.MintAsync(_client, _usdc!.Value, cancellationToken).ConfigureAwait(false);
        var account = AssociatedTokenAccountProgram.Derive(_escrow, _usdc.Value, mint.Program).Address;
        Interlocked.CompareExchange(ref _tokenMemos, new MemoIndex(_client, account, _options.MemoScanDepth, _time), null);
        return _tokenMemos;
    }

    private static PublicKey KeyOf(DepositReference reference)
    {
        Span<byte> bytes = stackalloc byte[DepositReference.Length];
        reference.CopyTo(bytes);
        return new PublicKey(bytes);
    }
}
