using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Hosting;
using PhantomParadox.Solana.Tests.Running;
using Xunit;

namespace PhantomParadox.Solana.Tests.Live;

/// <summary>
/// A market in a host, with its clerks, whose money is on the local endpoint. Its clock is moved a little with each question to the endpoint, so
/// that nobody waits for it.
/// </summary>
internal sealed class ChainMarket : IAsyncDisposable
{
    private const int MostSteps = 40_000;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly LocalRpcServer _server;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly List<InProcessAgent> _agents = [];
    private readonly IHost _host;
    private readonly string _folder = Directory.CreateTempSubdirectory("pp-chain-market-").FullName;

    private ChainMarket(LocalRpcServer server, RpcClient client, KeypairSigner escrow, Hash genesis, PublicKey? mint, bool trims)
    {
        (_server, Client, Escrow, Mint) = (server, client, escrow, mint);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IRpcClient>(client);
        builder.Services.AddSingleton<ITransactionSigner>(escrow);
        builder.Services.AddPhantomParadox(options =>
        {
            options.Reputation.Policy = ReputationPolicyKind.Seed;
            options.Jury.AppealWindow = TimeSpan.Zero;
            (options.Jury.Size, options.Jury.Consensus) = (3, 2);
            options.Payments.RequireEscrow = true;
            if (trims)
                options.Snapshots.EveryEvents = 1;
        })
            .UseSqlite(Path)
            .UseSolana(options =>
            {
                options.RpcUrls.Add(server.Address);
                options.Network = genesis.ToString();
                options.UsdcMint = mint?.ToString();
                options.ExpiryMargin = 1;
            })
            .ConfigureSettlement(options =>
            {
                options.PayoutMinimum = new();
                options.PayoutInterval = TimeSpan.FromSeconds(10);
            });
        _host = builder.Build();
    }

    /// <summary>The market's file.</summary>
    public string Path => System.IO.Path.Combine(_folder, "market.db");

    public RpcClient Client { get; }

    public KeypairSigner Escrow { get; }

    public PublicKey? Mint { get; }

    public IMarket Market => _host.Services.GetRequiredService<IMarket>();

    public ITreasury Treasury => _host.Services.GetRequiredService<ITreasury>();

    public SettlementMonitor Monitor => _host.Services.GetRequiredService<SettlementMonitor>();

    /// <param name="server">The chain.</param>
    /// <param name="float">Lamports of the operator's own.</param>
    /// <param name="mint">The token; null for lamports.</param>
    /// <param name="trims">Whether the journal is trimmed as soon as may be.</param>
    public static async Task<ChainMarket> StartAsync(LocalRpcServer server, ulong @float, PublicKey? mint = null, bool trims = false)
    {
        var client = server.Connect();
        var escrow = new KeypairSigner(RandomNumberGenerator.GetBytes(32));
        // By a transaction, so that the address's history explains its balance.
        await client.RequestAirdropAsync(escrow.PublicKey, @float);
        await server.FinalizeAsync();
        var market = new ChainMarket(server, client, escrow, await client.GetGenesisHashAsync(), mint, trims);
        try
        {
            await market._host.StartAsync();
        }
        catch
        {
            await market.DisposeAsync();
            throw;
        }

        return market;
    }

    /// <summary>An agent that does whatever it is given.</summary>
    public async Task WorkAsync(PublicKey wallet, JurorVote? vote = null)
    {
        var agent = await _host.Services.GetRequiredService<IAgentConnector>()
            .ConnectAsync(new AgentProfile { Wallet = wallet.ToString(), Capabilities = vote is null ? ["compute"] : [] });
        _agents.Add(agent);
        _ = agent.RunAsync(
            (_, _) => Task.FromResult(new JobResult { Output = "done" }),
            vote is null ? null : new InProcessJuror { Judge = (_, _) => Task.FromResult(vote) });
    }

    /// <summary>Posts a job that waits for its deposit.</summary>
    public async Task<(JobId Job, PublicKey Reference)> PostAsync(PublicKey buyer, ulong amount, bool autoApprove = true)
    {
        var reference = new PublicKey(RandomNumberGenerator.GetBytes(32));
        var posted = await Market.PostJobAsync(new JobSpec
        {
            Type = JobType.Compute,
            Buyer = buyer.ToString(),
            Description = "work",
            Amount = amount,
            Currency = Mint is null ? Currency.Sol : Currency.Usdc,
            AutoApprove = autoApprove,
            Requirements = new JobRequirements { Capabilities = ["compute"] },
            DepositReference = DepositReference.Of(reference.ToArray()),
        });
        Assert.True(posted.IsAccepted, posted.Refusal?.Detail);
        return (posted.Value.Id, reference);
    }

    /// <summary>Pays lamports in, named by the reference as a key.</summary>
    public async Task PayInAsync(KeypairSigner buyer, ulong lamports, PublicKey reference)
    {
        var transaction = await Client.SignAsync(buyer, SystemProgram.Transfer(buyer.PublicKey, Escrow.PublicKey, lamports, reference));
        await Client.SendUntilTakenAsync(transaction);
    }

    /// <summary>Pays lamports in, named by a memo.</summary>
    public async Task PayInByMemoAsync(KeypairSigner buyer, ulong lamports, PublicKey reference) => await Client.SendUntilTakenAsync(await Client.SignAsync(
        buyer, SystemProgram.Transfer(buyer.PublicKey, Escrow.PublicKey, lamports), MemoProgram.Memo(MemoProgram.V3, $"pp:{reference}")));

    /// <summary>Lets time pass until something holds.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            if (await holds())
                return;
            _time.Advance(Step);
            await _server.ControlAsync("state");
        }

        var totals = string.Join(' ', (await Treasury.GetTotalsAsync()).Value);
        Assert.Fail($"It never came about: {what}. {Monitor.Status} {string.Join(' ', Monitor.Status.Held)} {totals}");
    }

    public Task UntilAsync(JobId job, JobStatus status) => UntilAsync(
        $"job {job} is {status}", async () => (await Market.GetJobAsync(job)).Value.Status == status);

    public async Task<TreasuryTotals> TotalsAsync(Currency currency) =>
        (await Treasury.GetTotalsAsync()).Value.Single(totals => totals.Currency == currency);

    /// <summary>Lets time pass until nothing is owed or under way, nor held but for what the market keeps.</summary>
    public async Task<TreasuryTotals> SettledAsync(Currency currency, ulong kept = 0)
    {
        await UntilAsync("all is paid", async () => await TotalsAsync(currency) is { Owed: var owed, UnderWay: var open, Held: var held } && owed == 0 && open == 0 && held == kept);
        return await TotalsAsync(currency);
    }

    public async Task<IReadOnlyList<PayoutRecord>> PayoutsAsync()
    {
        List<PayoutRecord> all = [];
        string? cursor = null;
        do
        {
            var page = (await Treasury.ListPayoutsAsync(new PayoutQuery(null, 100, cursor))).Value;
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    public async Task<ulong> BalanceAsync(PublicKey wallet)
    {
        if (Mint is not { } mint)
            return (await Client.GetBalanceAsync(wallet)).Value;
        var program = (await TokenPlan.FindMintAsync(Client, mint, default)).Program;
        var account = (await Client.GetMultipleAccountsAsync([AssociatedTokenAccountProgram.Derive(wallet, mint, program).Address])).Value[0];
        return account is null ? 0 : TokenAccount.TryRead(account)!.Amount;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.ControlAsync("resetFaults");
        foreach (var agent in _agents)
            await agent.DisposeAsync();
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Client.Dispose();
        Escrow.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
