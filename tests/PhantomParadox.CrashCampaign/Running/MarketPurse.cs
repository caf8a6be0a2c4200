using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Solana;
using PhantomParadox.Solana.Tests.Live;
using PhantomParadox.Solana.Tests.Running;

namespace PhantomParadox.CrashCampaign.Running;

/// <summary>The money of a host that settles on a local chain: the key of its own address in a file, and what the host is told of it.</summary>
internal sealed class MarketPurse : IDisposable
{
    private const string OperatorKey = "an-operators-key-that-the-tests-know";

    private readonly string _file;
    private readonly string _genesis;

    private MarketPurse(KeypairSigner key, string file, string genesis) => (Key, _file, _genesis) = (key, file, genesis);

    public KeypairSigner Key { get; }

    /// <summary>Makes an address, and gives it lamports to begin with.</summary>
    /// <param name="client">Of the chain.</param>
    /// <param name="folder">Where its key is put.</param>
    /// <param name="float">The lamports: what fees and its own rent take.</param>
    public static async Task<MarketPurse> CreateAsync(RpcClient client, string folder, ulong @float)
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var key = new KeypairSigner(seed);
        var file = Path.Combine(folder, "market.json");
        await File.WriteAllTextAsync(file, $"[{string.Join(',', [.. seed, .. key.PublicKey.ToArray()])}]");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // By a transaction, so that the address's history explains its balance.
        await client.RequestAirdropAsync(key.PublicKey, @float);
        return new MarketPurse(key, file, (await client.GetGenesisHashAsync()).ToString());
    }

    /// <summary>What a host is told that pays from here.</summary>
    /// <param name="nodes">The endpoints that it asks.</param>
    public IEnumerable<string> Settings(params IEnumerable<string> nodes) =>
    [
        "--Payments:Settlement=Solana", "--Payments:RequireEscrow=true", "--Payments:PayoutInterval=00:00:01", "--Payments:PayoutMinimum:Sol=1",
        $"--Solana:RpcUrl={string.Join(',', nodes)}", $"--Solana:Network={_genesis}", $"--Solana:Keypair=file:{_file}",
        "--Solana:RequestsPerSecond=10000", "--Solana:ExpiryMargin=1", $"--Operator:Key={OperatorKey}",
    ];

    /// <summary>Pays for a job as its order asks.</summary>
    /// <param name="client">Of the chain.</param>
    /// <param name="buyer">Who pays; the fee besides.</param>
    /// <param name="lamports">How much, whatever the order asks.</param>
    /// <param name="order">What the job shows.</param>
    public static async Task PayInAsync(IRpcClient client, KeypairSigner buyer, ulong lamports, WireDeposit order) =>
        await client.SendUntilTakenAsync(await client.SignAsync(
            buyer, SystemProgram.Transfer(buyer.PublicKey, PublicKey.Parse(order.To!), lamports, PublicKey.Parse(order.Reference))));

    /// <summary>Reads all payouts, newest first, and how the work on them stands.</summary>
    public static async Task<(IReadOnlyList<WirePayoutRecord> Payouts, WireSettlementStatus Status)> ReadPayoutsAsync(Uri host)
    {
        using var http = new HttpClient { BaseAddress = host };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OperatorKey);
        List<WirePayoutRecord> payouts = [];
        PayoutListReply page;
        string? cursor = null;
        do
        {
            page = (await http.GetFromJsonAsync<PayoutListReply>($"api/payouts?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}"))!;
            payouts.AddRange(page.Payouts);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return (payouts, page.Settlement!);
    }

    public void Dispose() => Key.Dispose();
}
