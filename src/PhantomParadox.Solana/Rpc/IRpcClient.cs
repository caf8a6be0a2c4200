namespace PhantomParadox.Solana;

/// <summary>The part of a Solana node's JSON-RPC interface that settlement needs.</summary>
/// <remarks>
/// Names follow Solnet's client. A method returns the node's answer, or throws an <see cref="RpcException"/> that says what to do; an
/// <see cref="ArgumentException"/> where the request itself can't be. Reads may be tried again and at another endpoint; a transaction is sent
/// once for each call, to one endpoint.
/// </remarks>
public interface IRpcClient
{
    /// <summary>
    /// Each endpoint on its own, for what all of them must agree on, such as that a transaction is unknown. Where there is one, the client itself.
    /// </summary>
    IReadOnlyList<IRpcClient> Endpoints { get; }

    /// <summary>The hash for a new transaction, and how long it lasts.</summary>
    /// <param name="commitment">Of the block. A transaction is then sent with the same for its trial run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ResponseValue<LatestBlockHash>> GetLatestBlockHashAsync(Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>Whether a transaction with this hash could still land, at the commitment asked for.</summary>
    /// <param name="blockHash">The hash.</param>
    /// <param name="commitment">What is looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ResponseValue<bool>> IsBlockHashValidAsync(Hash blockHash, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>The number of blocks of the chain.</summary>
    /// <param name="commitment">What is looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ulong> GetBlockHeightAsync(Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>Slot and block height of one and the same block.</summary>
    /// <param name="commitment">What is looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<EpochInfo> GetEpochInfoAsync(Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>The newest slot.</summary>
    /// <param name="commitment">What is looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ulong> GetSlotAsync(Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>A block, without its transactions.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="commitment">What is looked at; not <see cref="Commitment.Processed"/>.</param>
    /// <param name="includeSignatures">Whether the ids of its transactions are wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RpcException">Among others: the slot has no block, isn't reached yet, or is no longer kept.</exception>
    Task<BlockInfo> GetBlockAsync(
        ulong slot, Commitment commitment = Commitment.Finalized, bool includeSignatures = false, CancellationToken cancellationToken = default);

    /// <summary>The first slots that have a block, from a slot on.</summary>
    /// <param name="startSlot">The slot to begin at.</param>
    /// <param name="limit">How many at most: 1 to 500,000.</param>
    /// <param name="commitment">What is looked at; not <see cref="Commitment.Processed"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<ulong>> GetBlocksWithLimitAsync(
        ulong startSlot, int limit, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>An account's balance in lamports; 0 where there is no account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="commitment">What is looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ResponseValue<ulong>> GetBalanceAsync(PublicKey account, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>What accounts hold, in the order asked; null for one that doesn't exist.</summary>
    /// <param name="accounts">1 to 100 accounts.</param>
    /// <param name="commitment">What is looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ResponseValue<IReadOnlyList<AccountInfo?>>> GetMultipleAccountsAsync(
        IReadOnlyList<PublicKey> accounts, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>The balance of a token account.</summary>
    /// <param name="tokenAccount">The token account, not its owner.</param>
    /// <param name="commitment">What is looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RpcException">Among others, as a wrong request: there is no such account, or it holds no token.</exception>
    Task<ResponseValue<TokenBalance>> GetTokenAccountBalanceAsync(
        PublicKey tokenAccount, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>The least balance, in lamports, that an account of a size may be left with. It changes over time.</summary>
    /// <param name="accountDataSize">Bytes of its data; 0 for a wallet.</param>
    /// <param name="commitment">What is looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ulong> GetMinimumBalanceForRentExemptionAsync(
        int accountDataSize, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>How far transactions have come, in the order asked; null for one that is not known.</summary>
    /// <param name="signatures">1 to 256 ids.</param>
    /// <param name="searchTransactionHistory">Whether to look beyond the last 300 blocks or so; without it what is older counts as not known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ResponseValue<IReadOnlyList<SignatureStatusInfo?>>> GetSignatureStatusesAsync(
        IReadOnlyList<Signature> signatures, bool searchTransactionHistory = false, CancellationToken cancellationToken = default);

    /// <summary>The transactions that name an account, the newest first.</summary>
    /// <param name="account">The account, or an order's reference key.</param>
    /// <param name="limit">How many at most: 1 to 1,000.</param>
    /// <param name="before">Begin after this one, which is older than those left out; null for the newest.</param>
    /// <param name="until">End before this one, which is older; null for the first ever.</param>
    /// <param name="commitment">What is looked at; not <see cref="Commitment.Processed"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<SignatureInfo>> GetSignaturesForAddressAsync(
        PublicKey account, int limit = 1000, Signature? before = null, Signature? until = null, Commitment commitment = Commitment.Finalized,
        CancellationToken cancellationToken = default);

    /// <summary>A transaction of any version up to 1 and what it did; null where it is not known at the commitment asked for.</summary>
    /// <param name="signature">Its id.</param>
    /// <param name="commitment">What is looked at; not <see cref="Commitment.Processed"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<TransactionMetaSlotInfo?> GetTransactionAsync(
        Signature signature, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>The fee of a message in lamports; null where its block hash has expired.</summary>
    /// <param name="message">The message, without signatures.</param>
    /// <param name="commitment">What is looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ResponseValue<ulong?>> GetFeeForMessageAsync(
        ReadOnlyMemory<byte> message, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>Runs a transaction without sending it.</summary>
    /// <param name="transaction">The transaction with its signatures; they may be zeros unless they are to be checked.</param>
    /// <param name="verifySignatures">Whether its signatures are checked. Not together with <paramref name="replaceBlockHash"/>.</param>
    /// <param name="replaceBlockHash">Whether it runs with the newest block hash in place of its own.</param>
    /// <param name="commitment">What it runs on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ResponseValue<SimulationLogs>> SimulateTransactionAsync(
        ReadOnlyMemory<byte> transaction, bool verifySignatures = false, bool replaceBlockHash = false, Commitment commitment = Commitment.Finalized,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a transaction once, to one endpoint. Returning says that the node took it, not that it will land. Sending the same bytes again,
    /// anywhere, is safe: the chain takes them once.
    /// </summary>
    /// <param name="transaction">The signed transaction.</param>
    /// <param name="skipPreflight">Whether the node leaves out its trial run.</param>
    /// <param name="preFlightCommitment">What the trial runs on: the commitment that the block hash was read at.</param>
    /// <param name="maxRetries">How often the node itself sends on until it lands. 0: the caller does.</param>
    /// <param name="cancellationToken">Ends the wait; the node may have taken it all the same.</param>
    /// <returns>The transaction's id.</returns>
    /// <exception cref="RpcException"><see cref="RpcException.MayHaveBeenAccepted"/> says whether the node may have taken it.</exception>
    Task<Signature> SendTransactionAsync(
        ReadOnlyMemory<byte> transaction, bool skipPreflight = false, Commitment preFlightCommitment = Commitment.Finalized, int maxRetries = 0,
        CancellationToken cancellationToken = default);

    /// <summary>Asks a test network for lamports. Not tried again.</summary>
    /// <param name="account">Who gets them.</param>
    /// <param name="lamports">How many.</param>
    /// <param name="commitment">Of the block hash that the node uses.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The id of the transaction that brings them.</returns>
    Task<Signature> RequestAirdropAsync(
        PublicKey account, ulong lamports, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default);

    /// <summary>Completes where the node keeps up with the chain.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RpcException">It doesn't (<see cref="RpcErrorKind.NodeBehind"/>), or can't be asked.</exception>
    Task GetHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>The hash of the chain's first block, which tells one cluster from another.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Hash> GetGenesisHashAsync(CancellationToken cancellationToken = default);
}
