using System.Diagnostics;
using System.Security.Cryptography;
using PhantomParadox.Client;
using PhantomParadox.CrashCampaign.Running;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Solana.Tests.Running;
using Xunit;

namespace PhantomParadox.Solana.Tests.EndToEnd;

/// <summary>The reference host as a process that settles on a local chain of its own, with agents over sockets and buyers over REST.</summary>
internal sealed class PayingHost : IAsyncDisposable
{
    public const ulong Float = 1_000_000_000;

    /// <summary>What each buyer has to begin with.</summary>
    public const ulong Purse = 10_000_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("pp-paying-host-").FullName;
    private readonly List<AgentClient> _agents = [];
    private readonly List<IDisposable> _owned = [];
    private HostProcess? _process;
    private HttpClient? _http;

    private PayingHost(LocalRpcProcess chain)
    {
        Chain = chain;
        Client = LocalRpcProcess.Connect(chain.Address);
    }

    public LocalRpcProcess Chain { get; }

    /// <summary>Straight to the chain.</summary>
    public RpcClient Client { get; }

    public MarketPurse Purses { get; private set; } = null!;

    public HostProcess Process => _process!;

    /// <summary>Where it listens; read once it has started.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The market's file.</summary>
    public string Market => Path.Combine(_folder, "market.db");

    public PublicKey Escrow => Purses.Key.PublicKey;

    /// <summary>Makes a chain and the market's address on it. No host runs yet.</summary>
    /// <param name="chain">What the chain is told.</param>
    public static async Task<PayingHost> PrepareAsync(params string[] chain)
    {
        var host = new PayingHost(await LocalRpcProcess.StartAsync(chain));
        host.Purses = await MarketPurse.CreateAsync(host.Client, host._folder, Float);
        return host;
    }

    /// <summary>Starts the host; it may not be ready yet.</summary>
    /// <param name="nodes">The endpoints that it asks.</param>
    /// <param name="more">What it is told besides.</param>
    public void Begin(IEnumerable<string> nodes, params string[] more) => _process = HostProcess.Start(
        _folder, ["--Storage:Mode=Sqlite", $"--Storage:Path={Market}", .. Purses.Settings(nodes), .. more]);

    /// <inheritdoc cref="Begin"/>
    public async Task StartAsync(IEnumerable<string> nodes, params string[] more)
    {
        Begin(nodes, more);
        Address = await _process!.ReadyAsync();
        _http = new HttpClient { BaseAddress = Address, Timeout = Patience };
    }

    /// <summary>Connects an agent over a socket; it does whatever it is given, and votes where it is told how.</summary>
    public async Task<PublicKey> ConnectAsync(JuryVote? vote = null)
    {
        var wallet = NewWallet();
        var agent = new AgentClient(
            new AgentClientOptions
            {
                Server = Address, Wallet = wallet.ToString(), Capabilities = [vote is null ? "compute" : "relay"], StopTimeout = TimeSpan.Zero,
                Jury = vote is null ? null : new JurorOptions { Judge = (_, _) => Task.FromResult(vote) },
            },
            static (_, _) => Task.FromResult(AgentJobResult.Done("done")));
        _agents.Add(agent);
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        agent.Connected += (_, _) => connected.TrySetResult();
        _ = agent.RunAsync(CancellationToken.None);
        await connected.Task.WaitAsync(Patience);
        return wallet;
    }

    /// <summary>A buyer with a wallet on the chain.</summary>
    public async Task<(KeypairSigner Key, BuyerClient Api)> BuyerAsync()
    {
        var key = await Chain.WalletAsync(Purse);
        _owned.Add(key);
        return (key, new BuyerClient(_http!, key.PublicKey.ToString()));
    }

    /// <summary>Posts a job that waits for its deposit.</summary>
    public static async Task<WireJob> PostAsync(BuyerClient buyer, ulong amount, bool autoApprove = true, string type = "compute") => await buyer.PostJobAsync(new CreateJobRequest
    {
        Type = type,
        Description = "work",
        Payment = new CreateJobPayment { Amount = (long)amount, Currency = "SOL", Reference = new PublicKey(RandomNumberGenerator.GetBytes(32)).ToString() },
        AutoApprove = autoApprove,
    });

    public Task PayInAsync(KeypairSigner buyer, ulong lamports, WireJob job) => MarketPurse.PayInAsync(Client, buyer, lamports, job.Payment.Deposit!);

    public async Task<ulong> BalanceAsync(PublicKey wallet) => (await Client.GetBalanceAsync(wallet)).Value;

    public Task<(IReadOnlyList<WirePayoutRecord> Payouts, WireSettlementStatus Status)> PayoutsAsync() => MarketPurse.ReadPayoutsAsync(Address);

    /// <summary>The body of a read, as it came.</summary>
    public Task<byte[]> ReadAsync(string path) => _http!.GetByteArrayAsync(new Uri(path, UriKind.Relative));

    /// <summary>Waits until something holds, and says what the host said where it never does.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        for (var since = Stopwatch.GetTimestamp(); !await holds(); await Task.Delay(100))
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"It never came about: {what}.\n{_process!.Said}");
    }

    /// <summary>The ids of the payouts that the chain has, by their memos, one for each transaction that carries one.</summary>
    public async Task<IReadOnlyList<string>> PayoutsOnTheChainAsync()
    {
        var history = await Client.GetSignaturesForAddressAsync(Escrow);
        return [.. history.Where(one => one.Error is null && one.Memo?.Contains(PayoutMessage.MemoPrefix, StringComparison.Ordinal) == true).Select(one => one.Memo![^32..])];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents)
            await agent.DisposeAsync();
        if (_process is not null)
            await _process.DisposeAsync();
        _http?.Dispose();
        _owned.ForEach(one => one.Dispose());
        Purses.Dispose();
        Client.Dispose();
        await Chain.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static PublicKey NewWallet()
    {
        using var wallet = new KeypairSigner(RandomNumberGenerator.GetBytes(32));
        return wallet.PublicKey;
    }
}
