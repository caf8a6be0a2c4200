namespace PhantomParadox.Solana.Tests.Running;

/// <summary>A node that answers what a test tells it to, at once. What isn't told is refused as a wrong request.</summary>
internal sealed class FakeNode : IRpcClient
{
    public IReadOnlyList<IRpcClient> Endpoints { get; set; }

    public FakeNode() => Endpoints = [this];

    /// <summary>Answers as the first, and has all of them for witnesses.</summary>
    public static FakeNode Of(params FakeNode[] nodes)
    {
        nodes[0].Endpoints = nodes;
        return nodes[0];
    }

    /// <summary>What was called, in order.</summary>
    public List<string> Calls { get; } = [];

    public Hash Genesis { get; set; } = new(Enumerable.Repeat((byte)7, 32).ToArray());

    public ulong Slot { get; set; } = 2_000;

    public ulong Height { get; set; } = 1_000;

    /// <summary>The slot that statuses are read at; null is the newest.</summary>
    public ulong? StatusSlot { get; set; }

    public SignatureStatusInfo? Status { get; set; }

    /// <summary>Statuses of single transactions; the others have <see cref="Status"/>.</summary>
    public Dictionary<Signature, SignatureStatusInfo> Statuses { get; } = [];

    public Dictionary<PublicKey, AccountInfo> Accounts { get; } = [];

    public ulong RentMinimum { get; set; } = 890_880;

    public ulong TokenRent { get; set; } = 2_039_280;

    public Func<Transaction, SimulationLogs> Simulate { get; set; } = _ => new SimulationLogs { UnitsConsumed = 1_000 };

    public List<Transaction> Sent { get; } = [];

    public Dictionary<PublicKey, List<SignatureInfo>> Histories { get; } = [];

    public Dictionary<Signature, TransactionMetaSlotInfo> Transactions { get; } = [];

    /// <summary>Slots that have a block.</summary>
    public Func<ulong, bool> HasBlock { get; set; } = _ => true;

    /// <summary>The first slot that is kept.</summary>
    public ulong FirstKept { get; set; }

    /// <summary>Slots that pass with each question where the chain is.</summary>
    public ulong SlotsPerQuestion { get; set; }

    /// <summary>Thrown by a method, as long as it is there.</summary>
    public Dictionary<string, RpcException> Faults { get; } = [];

    public void Hold(PublicKey key, ulong lamports, PublicKey? owner = null, byte[]? data = null) =>
        Accounts[key] = new AccountInfo { Lamports = lamports, Owner = owner ?? SystemProgram.ProgramId, Data = data ?? [] };

    public static Hash HashOf(ulong slot)
    {
        var bytes = new byte[32];
        BitConverter.TryWriteBytes(bytes, slot + 1);
        return new Hash(bytes);
    }

    public Task<ResponseValue<LatestBlockHash>> GetLatestBlockHashAsync(Commitment commitment, CancellationToken cancellationToken) =>
        Value(new LatestBlockHash { BlockHash = HashOf(Slot), LastValidBlockHeight = Height + 150 }, "getLatestBlockhash");

    public Task<ResponseValue<bool>> IsBlockHashValidAsync(Hash blockHash, Commitment commitment, CancellationToken cancellationToken) => Value(true, "isBlockhashValid");

    public Task<ulong> GetBlockHeightAsync(Commitment commitment, CancellationToken cancellationToken) => Answer(Height, "getBlockHeight");

    public Task<EpochInfo> GetEpochInfoAsync(Commitment commitment, CancellationToken cancellationToken)
    {
        Slot += SlotsPerQuestion;
        return Answer(
            new EpochInfo { AbsoluteSlot = Slot, BlockHeight = Height, Epoch = 0, SlotIndex = 0, SlotsInEpoch = 432_000 }, "getEpochInfo");
    }

    public Task<ulong> GetSlotAsync(Commitment commitment, CancellationToken cancellationToken) => Answer(Slot, "getSlot");

    public Task<BlockInfo> GetBlockAsync(ulong slot, Commitment commitment, bool includeSignatures, CancellationToken cancellationToken) => Answer(
        new BlockInfo
        {
            BlockHash = HashOf(slot), PreviousBlockHash = HashOf(Before(slot)), ParentSlot = Before(slot),
            BlockHeight = Height - Math.Min(Height, Slot - slot),
        },
        "getBlock");

    public Task<IReadOnlyList<ulong>> GetBlocksWithLimitAsync(ulong startSlot, int limit, Commitment commitment, CancellationToken cancellationToken)
    {
        List<ulong> found = [];
        for (var slot = Math.Max(startSlot, FirstKept); slot <= Slot && found.Count < limit; slot++)
        {
            if (HasBlock(slot))
                found.Add(slot);
        }

        return Answer<IReadOnlyList<ulong>>(found, "getBlocksWithLimit");
    }

    public Task<ResponseValue<ulong>> GetBalanceAsync(PublicKey account, Commitment commitment, CancellationToken cancellationToken) =>
        Value(Accounts.GetValueOrDefault(account)?.Lamports ?? 0, "getBalance");

    public Task<ResponseValue<IReadOnlyList<AccountInfo?>>> GetMultipleAccountsAsync(
        IReadOnlyList<PublicKey> accounts, Commitment commitment, CancellationToken cancellationToken) =>
        Value<IReadOnlyList<AccountInfo?>>([.. accounts.Select(account => Accounts.GetValueOrDefault(account))], "getMultipleAccounts");

    public Task<ResponseValue<TokenBalance>> GetTokenAccountBalanceAsync(PublicKey tokenAccount, Commitment commitment, CancellationToken cancellationToken) =>
        Untold<ResponseValue<TokenBalance>>();

    public Task<ulong> GetMinimumBalanceForRentExemptionAsync(int accountDataSize, Commitment commitment, CancellationToken cancellationToken) =>
        Answer(accountDataSize == 0 ? RentMinimum : TokenRent, "getMinimumBalanceForRentExemption");

    public Task<ResponseValue<IReadOnlyList<SignatureStatusInfo?>>> GetSignatureStatusesAsync(
        IReadOnlyList<Signature> signatures, bool searchTransactionHistory, CancellationToken cancellationToken)
    {
        var name = searchTransactionHistory ? "getSignatureStatuses" : "getSignatureStatuses without history";
        return Answer(new ResponseValue<IReadOnlyList<SignatureStatusInfo?>>(
            new(StatusSlot ?? Slot), [.. signatures.Select(signature => Statuses.GetValueOrDefault(signature) ?? Status)]), name);
    }

    public Task<IReadOnlyList<SignatureInfo>> GetSignaturesForAddressAsync(
        PublicKey account, int limit, Signature? before, Signature? until, Commitment commitment, CancellationToken cancellationToken)
    {
        var history = Histories.GetValueOrDefault(account) ?? [];
        return Answer<IReadOnlyList<SignatureInfo>>(
            [.. history.SkipWhile(one => before is not null && one.Signature != before).Skip(before is null ? 0 : 1).TakeWhile(one => one.Signature != until).Take(limit)],
            "getSignaturesForAddress");
    }

    public Task<TransactionMetaSlotInfo?> GetTransactionAsync(Signature signature, Commitment commitment, CancellationToken cancellationToken) =>
        Answer(Transactions.GetValueOrDefault(signature), "getTransaction");

    public Task<ResponseValue<ulong?>> GetFeeForMessageAsync(ReadOnlyMemory<byte> message, Commitment commitment, CancellationToken cancellationToken) =>
        Untold<ResponseValue<ulong?>>();

    public Task<ResponseValue<SimulationLogs>> SimulateTransactionAsync(
        ReadOnlyMemory<byte> transaction, bool verifySignatures, bool replaceBlockHash, Commitment commitment, CancellationToken cancellationToken) =>
        Value(Simulate(Transaction.Decode(transaction)), "simulateTransaction");

    public Task<Signature> SendTransactionAsync(
        ReadOnlyMemory<byte> transaction, bool skipPreflight, Commitment preFlightCommitment, int maxRetries, CancellationToken cancellationToken)
    {
        var sent = Transaction.Decode(transaction);
        Sent.Add(sent);
        return Answer(sent.Id, $"sendTransaction {preFlightCommitment} {maxRetries} {skipPreflight}");
    }

    public Task<Signature> RequestAirdropAsync(PublicKey account, ulong lamports, Commitment commitment, CancellationToken cancellationToken) => Untold<Signature>();

    public Task GetHealthAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Hash> GetGenesisHashAsync(CancellationToken cancellationToken) => Answer(Genesis, "getGenesisHash");

    private ulong Before(ulong slot)
    {
        for (slot--; slot > 0 && !HasBlock(slot); slot--)
        {
        }

        return slot;
    }

    private Task<ResponseValue<T>> Value<T>(T value, string call) => Answer(new ResponseValue<T>(new(Slot), value), call);

    private Task<T> Answer<T>(T answer, string call)
    {
        Calls.Add(call);
        return Faults.TryGetValue(call.Split(' ')[0], out var fault) ? Task.FromException<T>(fault) : Task.FromResult(answer);
    }

    private static Task<T> Untold<T>() => Task.FromException<T>(new RpcException(RpcErrorKind.WrongRequest, "Nobody told."));
}
