using System.Text.Json;
using PhantomParadox.Solana.Tests.Vectors;

namespace PhantomParadox.Solana.Tests.Transactions;

/// <summary>A transaction of the vectors, as this library would be asked for it.</summary>
internal sealed record TransactionVector(JsonElement Json)
{
    public static JsonElement All => Vector.All.GetProperty("transactions");

    public TransactionVersion Version => VersionOf(Json);

    public byte[] Wire => Convert.FromBase64String(Json.Text("wire"));

    public Hash BlockHash => Hash.Parse(Json.Text("recentBlockhash"));

    public List<TransactionInstruction> Instructions => [.. Json.GetProperty("instructions").EnumerateArray().Select(InstructionOf)];

    public List<ITransactionSigner> Signers => [.. Json.GetProperty("signers").EnumerateArray().Select(name => Signer(name.GetString()!))];

    public MessageConfig? Config => Json.TryGetProperty("config", out var config)
        ? new MessageConfig(
            config.GetProperty("priorityFee").Deserialize<ulong?>(), config.GetProperty("computeUnitLimit").Deserialize<uint?>(),
            config.GetProperty("loadedAccountsDataSizeLimit").Deserialize<uint?>(), config.GetProperty("heapSize").Deserialize<uint?>())
        : null;

    /// <summary>The lookup table that the vectors were made with.</summary>
    public List<LookupTable> Tables => Json.TryGetProperty("addressTableLookups", out var lookups)
        ? [new LookupTable(lookups[0].Key("accountKey"), [Address("juror"), Address("agent2"), Address("agent1")])]
        : [];

    public TransactionMessage Compile() =>
        MessageCompiler.Compile(Version, Json.Key("feePayer"), BlockHash, Instructions, Tables, Config);

    public static TransactionVersion VersionOf(JsonElement json) => json.GetProperty("version") switch
    {
        { ValueKind: JsonValueKind.String } => TransactionVersion.Legacy,
        var number => number.GetInt32() == 0 ? TransactionVersion.V0 : TransactionVersion.V1,
    };

    public static TransactionInstruction InstructionOf(JsonElement json) => new(
        json.Key("programId"),
        [
            .. json.GetProperty("accounts").EnumerateArray().Select(account => new AccountMeta(
                account.Key("address"), account.GetProperty("signer").GetBoolean(), account.GetProperty("writable").GetBoolean())),
        ],
        json.Hex("data"));

    public static PublicKey Address(string name) => Pair(name).Key("address");

    public static ITransactionSigner Signer(string name) => new KeypairSigner(Pair(name).Hex("seed"));

    private static JsonElement Pair(string name) =>
        Vector.All.GetProperty("keypairs").EnumerateArray().Single(pair => pair.Text("name") == name);
}
