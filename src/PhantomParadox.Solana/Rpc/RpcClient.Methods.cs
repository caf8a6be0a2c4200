using System.Text.Json;

namespace PhantomParadox.Solana;

internal sealed partial class RpcClient
{
    /// <summary>The newest version of transactions that is read.</summary>
    private const int NewestVersion = 1;

    private const int MostAccounts = 100;
    private const int MostStatuses = 256;
    private const int MostSignatures = 1_000;
    private const int MostBlocks = 500_000;

    public Task<ResponseValue<LatestBlockHash>> GetLatestBlockHashAsync(Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default) =>
        NeedValueAsync("getLatestBlockhash", writer => Settings(writer, commitment), RpcJson.Default.LatestBlockHashValue, null, cancellationToken);

    public Task<ResponseValue<bool>> IsBlockHashValidAsync(
        Hash blockHash, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default) =>
        NeedAsync("isBlockhashValid", writer => Settings(writer, blockHash.ToString(), commitment), RpcJson.Default.BooleanValue, cancellationToken);

    public Task<ulong> GetBlockHeightAsync(Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default) =>
        ReadAsync("getBlockHeight", writer => Settings(writer, commitment), RpcJson.Default.UInt64, cancellationToken);

    public Task<EpochInfo> GetEpochInfoAsync(Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default) =>
        NeedAsync("getEpochInfo", writer => Settings(writer, commitment), RpcJson.Default.EpochInfo, cancellationToken);

    public Task<ulong> GetSlotAsync(Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default) =>
        ReadAsync("getSlot", writer => Settings(writer, commitment), RpcJson.Default.UInt64, cancellationToken);

    public Task<BlockInfo> GetBlockAsync(
        ulong slot, Commitment commitment = Commitment.Finalized, bool includeSignatures = false, CancellationToken cancellationToken = default)
    {
        NotProcessed(commitment);
        return NeedAsync(
            "getBlock",
            writer =>
            {
                writer.WriteNumberValue(slot);
                Settings(writer, commitment, more =>
                {
                    more.WriteString("transactionDetails"u8, includeSignatures ? "signatures"u8 : "none"u8);
                    more.WriteBoolean("rewards"u8, false);
                    more.WriteNumber("maxSupportedTransactionVersion"u8, NewestVersion);
                });
            },
            RpcJson.Default.BlockInfo, cancellationToken);
    }

    public Task<IReadOnlyList<ulong>> GetBlocksWithLimitAsync(
        ulong startSlot, int limit, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default)
    {
        NotProcessed(commitment);
        Within(limit, MostBlocks, nameof(limit));
        return NeedAsync(
            "getBlocksWithLimit",
            writer =>
            {
                writer.WriteNumberValue(startSlot);
                writer.WriteNumberValue(limit);
                Settings(writer, commitment);
            },
            RpcJson.Default.Slots, cancellationToken);
    }

    public Task<ResponseValue<ulong>> GetBalanceAsync(
        PublicKey account, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default) =>
        NeedAsync("getBalance", writer => Settings(writer, account.ToString(), commitment), RpcJson.Default.UInt64Value, cancellationToken);

    public Task<ResponseValue<IReadOnlyList<AccountInfo?>>> GetMultipleAccountsAsync(
        IReadOnlyList<PublicKey> accounts, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        Within(accounts.Count, MostAccounts, nameof(accounts));
        return NeedValueAsync(
            "getMultipleAccounts",
            writer =>
            {
                Texts(writer, accounts);
                Settings(writer, commitment, static more => more.WriteString("encoding"u8, "base64"u8));
            },
            RpcJson.Default.AccountInfosValue, found => found.Count == accounts.Count, cancellationToken);
    }

    public Task<ResponseValue<TokenBalance>> GetTokenAccountBalanceAsync(
        PublicKey tokenAccount, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default) =>
        NeedValueAsync(
            "getTokenAccountBalance", writer => Settings(writer, tokenAccount.ToString(), commitment), RpcJson.Default.TokenBalanceValue, null, cancellationToken);

    public Task<ulong> GetMinimumBalanceForRentExemptionAsync(
        int accountDataSize, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(accountDataSize);
        return ReadAsync(
            "getMinimumBalanceForRentExemption",
            writer =>
            {
                writer.WriteNumberValue(accountDataSize);
                Settings(writer, commitment);
            },
            RpcJson.Default.UInt64, cancellationToken);
    }

    public Task<ResponseValue<IReadOnlyList<SignatureStatusInfo?>>> GetSignatureStatusesAsync(
        IReadOnlyList<Signature> signatures, bool searchTransactionHistory = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signatures);
        Within(signatures.Count, MostStatuses, nameof(signatures));
        return NeedValueAsync(
            "getSignatureStatuses",
            writer =>
            {
                Texts(writer, signatures);
                writer.WriteStartObject();
                writer.WriteBoolean("searchTransactionHistory"u8, searchTransactionHistory);
                writer.WriteEndObject();
            },
            RpcJson.Default.SignatureStatusInfosValue, found => found.Count == signatures.Count, cancellationToken);
    }

    public Task<IReadOnlyList<SignatureInfo>> GetSignaturesForAddressAsync(
        PublicKey account, int limit = MostSignatures, Signature? before = null, Signature? until = null, Commitment commitment = Commitment.Finalized,
        CancellationToken cancellationToken = default)
    {
        NotProcessed(commitment);
        Within(limit, MostSignatures, nameof(limit));
        return NeedAsync(
            "getSignaturesForAddress",
            writer =>
            {
                writer.WriteStringValue(account.ToString());
                Settings(writer, commitment, more =>
                {
                    more.WriteNumber("limit"u8, limit);
                    if (before is { } newer)
                        more.WriteString("before"u8, newer.ToString());
                    if (until is { } older)
                        more.WriteString("until"u8, older.ToString());
                });
            },
            RpcJson.Default.SignatureInfos, cancellationToken);
    }

    public Task<TransactionMetaSlotInfo?> GetTransactionAsync(
        Signature signature, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default)
    {
        NotProcessed(commitment);
        return ReadAsync(
            "getTransaction",
            writer =>
            {
                writer.WriteStringValue(signature.ToString());
                Settings(writer, commitment, static more =>
                {
                    more.WriteString("encoding"u8, "json"u8);
                    more.WriteNumber("maxSupportedTransactionVersion"u8, NewestVersion);
                });
            },
            RpcJson.Default.TransactionMetaSlotInfo, cancellationToken);
    }

    public Task<ResponseValue<ulong?>> GetFeeForMessageAsync(
        ReadOnlyMemory<byte> message, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default) =>
        NeedAsync(
            "getFeeForMessage", writer => Settings(writer, Convert.ToBase64String(message.Span), commitment), RpcJson.Default.OptionalUInt64Value, cancellationToken);

    public Task<ResponseValue<SimulationLogs>> SimulateTransactionAsync(
        ReadOnlyMemory<byte> transaction, bool verifySignatures = false, bool replaceBlockHash = false, Commitment commitment = Commitment.Finalized,
        CancellationToken cancellationToken = default)
    {
        if (verifySignatures && replaceBlockHash)
            throw new ArgumentException("Signatures can't be verified together with another block hash, which they don't cover.", nameof(verifySignatures));
        return NeedValueAsync(
            "simulateTransaction",
            writer =>
            {
                writer.WriteBase64StringValue(transaction.Span);
                Settings(writer, commitment, more =>
                {
                    more.WriteString("encoding"u8, "base64"u8);
                    more.WriteBoolean("sigVerify"u8, verifySignatures);
                    more.WriteBoolean("replaceRecentBlockhash"u8, replaceBlockHash);
                });
            },
            RpcJson.Default.SimulationLogsValue, null, cancellationToken);
    }

    public Task<Signature> SendTransactionAsync(
        ReadOnlyMemory<byte> transaction, bool skipPreflight = false, Commitment preFlightCommitment = Commitment.Finalized, int maxRetries = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxRetries);
        return SendOnceAsync(
            "sendTransaction",
            writer =>
            {
                writer.WriteBase64StringValue(transaction.Span);
                writer.WriteStartObject();
                writer.WriteString("encoding"u8, "base64"u8);
                writer.WriteBoolean("skipPreflight"u8, skipPreflight);
                writer.WriteString("preflightCommitment"u8, WordOf(preFlightCommitment));
                writer.WriteNumber("maxRetries"u8, maxRetries);
                writer.WriteEndObject();
            },
            RpcJson.Default.Signature, cancellationToken);
    }

    public Task<Signature> RequestAirdropAsync(
        PublicKey account, ulong lamports, Commitment commitment = Commitment.Finalized, CancellationToken cancellationToken = default) =>
        SendOnceAsync(
            "requestAirdrop",
            writer =>
            {
                writer.WriteStringValue(account.ToString());
                writer.WriteNumberValue(lamports);
                Settings(writer, commitment);
            },
            RpcJson.Default.Signature, cancellationToken);

    public Task GetHealthAsync(CancellationToken cancellationToken = default) =>
        NeedAsync("getHealth", null, RpcJson.Default.String, cancellationToken);

    public Task<Hash> GetGenesisHashAsync(CancellationToken cancellationToken = default) =>
        ReadAsync("getGenesisHash", null, RpcJson.Default.Hash, cancellationToken);

    private static void Settings(Utf8JsonWriter writer, string subject, Commitment commitment)
    {
        writer.WriteStringValue(subject);
        Settings(writer, commitment);
    }

    private static void Settings(Utf8JsonWriter writer, Commitment commitment, Action<Utf8JsonWriter>? more = null)
    {
        writer.WriteStartObject();
        writer.WriteString("commitment"u8, WordOf(commitment));
        more?.Invoke(writer);
        writer.WriteEndObject();
    }

    private static void Texts<T>(Utf8JsonWriter writer, IReadOnlyList<T> values)
        where T : struct
    {
        writer.WriteStartArray();
        foreach (var value in values)
            writer.WriteStringValue(value.ToString());
        writer.WriteEndArray();
    }

    private static ReadOnlySpan<byte> WordOf(Commitment commitment) => commitment switch
    {
        Commitment.Finalized => "finalized"u8,
        Commitment.Confirmed => "confirmed"u8,
        Commitment.Processed => "processed"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(commitment), commitment, "This is no commitment."),
    };

    private static void NotProcessed(Commitment commitment)
    {
        if (commitment == Commitment.Processed)
            throw new ArgumentOutOfRangeException(nameof(commitment), commitment, "What is only processed can't be asked for here.");
    }

    private static void Within(int count, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, most, name);
    }
}
