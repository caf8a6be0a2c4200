using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using PhantomParadox.CrashCampaign.Running;
using PhantomParadox.Solana;
using PhantomParadox.Solana.Tests.Running;

namespace PhantomParadox.CrashCampaign.Payouts;

/// <summary>One market that pays on a local chain: killed while it does, started again at once on the same files, and at last held against the chain.</summary>
internal sealed class PayoutLife(CampaignOptions options, string folder, PayoutResult result) : IAsyncDisposable
{
    private const int Agents = 6;
    private const int JobsAtFirst = 40;
    private const ulong Float = 1_000_000_000;

    // What is owed is paid in many small parts, so that there is always something to pay.
    private const string InParts = "--Payments:PayoutCapSol=2000000";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // Of a block every 20 ms 150 are 3 s: bytes that come late, or were dropped, expire.
    private static readonly object Faults = new
    {
        fail = 0.03, reset = 0.03, garbage = 0.02, drop = 0.15, loseReply = 0.1, landDelay = (int[])[0, 180],
    };

    private readonly Random _random = new(options.Seed);
    private readonly PublicKey[] _agents = [.. Enumerable.Range(0, Agents).Select(_ => NewWallet())];
    private readonly List<PaidJob> _jobs = [];
    private readonly List<Task> _goodbyes = [];
    private readonly KillMoment[] _order = Enum.GetValues<KillMoment>();
    private readonly Queue<KillMoment> _moments = new();
    private int _takenUp;
    private PayoutResult _result = result;
    private LocalRpcProcess? _chain;
    private RpcClient? _client;
    private RpcRelay? _relay;
    private MarketPurse? _purse;
    private HostProcess? _host;

    /// <summary>Jobs that are posted in each of the host's lives.</summary>
    public int JobsALife { get; init; } = 3;

    /// <summary>Done after each kill, when no host runs, with what the agents have been paid; null for nothing.</summary>
    public Action<ulong>? AfterKill { get; init; }

    public string HostSaid => _host?.Said ?? "";

    /// <summary>The market's folder.</summary>
    public string Data => Path.Combine(folder, "data");

    private string Market => Path.Combine(Data, "market.db");

    public async Task<PayoutResult> RunAsync()
    {
        var seed = options.Seed.ToString(CultureInfo.InvariantCulture);
        _chain = await LocalRpcProcess.StartAsync("--slot-ms", "20", "--finalize-lag", "5", "--seed", seed, "--chain-seed", "payouts " + seed);
        _client = LocalRpcProcess.Connect(_chain.Address);
        _purse = await MarketPurse.CreateAsync(_client, folder, Float);
        _relay = await RpcRelay.StartAsync(_chain.Address);
        await FillAsync();
        for (var round = 1; round <= options.Kills; round++)
            await RoundAsync(round);
        await SettleAsync();
        return _result;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        await Task.WhenAll(_goodbyes);
        if (_relay is not null)
            await _relay.DisposeAsync();
        _client?.Dispose();
        _purse?.Dispose();
        _jobs.ForEach(job => job.Buyer.Dispose());
        if (_chain is not null)
            await _chain.DisposeAsync();
    }

    /// <summary>A first host, unharmed, that owes much when it is killed.</summary>
    private async Task FillAsync()
    {
        StartHost(InParts);
        var load = PayoutLoad.Start(await _host!.ReadyAsync(), _chain!, _agents);
        for (var at = 0; at < JobsAtFirst; at++)
            _jobs.Add(await load.PostAsync() ?? throw new InvalidOperationException("The host doesn't answer, and nobody killed it."));
        await PayInAsync();
        await DoneAsync(load);
        await KillHostAsync(load);
    }

    private async Task RoundAsync(int round)
    {
        await PayInAsync();
        await _chain!.ControlAsync("faults", Faults);
        var moment = NextMoment();
        var trap = new Trap(moment, _random.Next(1, 4));
        _relay!.Watch = trap.WatchAsync;
        StartHost(InParts);
        var working = WorkAsync(_host!);
        await SprungAsync(moment, trap, working, round);
        await _host!.KillAsync();
        trap.Release();
        _relay.Watch = null;
        _result = _result.Killed(moment);
        await KillHostAsync(await working);
        await _chain.ControlAsync("resetFaults");
        AfterKill?.Invoke(await PayoutBooks.CheckNobodyHasMoreAsync(_client!, _jobs, _agents));
    }

    private async Task SprungAsync(KillMoment moment, Trap trap, Task working, int round)
    {
        if (moment == KillMoment.AnyTime)
        {
            await Task.Delay(_random.Next(6_000));
            return;
        }

        if (await Task.WhenAny(trap.Sprung, Task.Delay(Patience)) != trap.Sprung)
            throw new InvalidOperationException($"Before kill {round}, the moment {moment} did not come within {Patience.TotalSeconds} s; the host has had {_host!.Spent}; load: {working.Status}.");
        if (trap.IsJustBefore)
            Linger(TimeSpan.FromMicroseconds(_random.Next(25_000)));
    }

    // Each moment once, in an order of chance, before any comes again.
    private KillMoment NextMoment()
    {
        if (_moments.Count == 0)
        {
            _random.Shuffle(_order);
            foreach (var moment in _order)
                _moments.Enqueue(moment);
        }

        return _moments.Dequeue();
    }

    /// <returns>The agents, to be told goodbye; null where the host died before it listened.</returns>
    private async Task<PayoutLoad?> WorkAsync(HostProcess host)
    {
        PayoutLoad? load = null;
        try
        {
            load = PayoutLoad.Start(await host.ReadyAsync(), _chain!, _agents);
            for (var at = 0; at < JobsALife && await load.PostAsync() is { } job; at++)
                _jobs.Add(job);
        }
        catch (Exception error) when (PayoutLoad.IsOfADeadHost(error) || (error is InvalidOperationException && host.HasExited))
        {
            // It was killed meanwhile, which is what it is here for.
        }

        return load;
    }

    /// <summary>A last host, on a network without faults, pays all that is owed.</summary>
    private async Task SettleAsync()
    {
        await PayInAsync();
        StartHost();
        var load = PayoutLoad.Start(await _host!.ReadyAsync(), _chain!, _agents);
        await DoneAsync(load);
        var due = await PayoutBooks.DueAsync(load, _jobs, _agents);
        await UntilAsync("everybody is paid", async () => await PayoutBooks.DifferencesAsync(_client!, due));
        await UntilAsync("no payout is open", async () => await PayoutBooks.OpenAsync(_host));
        await PayoutBooks.CheckRestAsync(_host, due);
        await KillHostAsync(load);
        _result = (await PayoutBooks.ReconcileAsync(Market, _client!, _purse!.Key.PublicKey, _result)) with
        {
            Jobs = _result.Jobs + _jobs.Count, TakenUp = _result.TakenUp + _takenUp, Sends = _result.Sends + _relay!.Calls("sendTransaction"),
        };
    }

    private Task DoneAsync(PayoutLoad load) => UntilAsync("all jobs are done", async () =>
    {
        List<string> open = [];
        foreach (var job in _jobs)
        {
            var now = await load.ReadAsync(job.Id);
            if (now.Status != "completed")
                open.Add($"job {job.Id} is {now.Status}, its deposit {now.Payment.Deposit}");
        }

        return open;
    });

    private async Task PayInAsync()
    {
        foreach (var job in _jobs.Where(job => !job.IsPaidFor))
        {
            await MarketPurse.PayInAsync(_client!, job.Buyer, PaidJob.Deposit, job.Order);
            job.IsPaidFor = true;
        }
    }

    private void StartHost(params string[] more) => _host = HostProcess.Start(
        folder,
        [
            "--Storage:Mode=Sqlite", $"--Storage:Path={Market}", "--Agents:HeartbeatTimeout=01:00:00", "--Jobs:StartTimeout=1.00:00:00",
            .. _purse!.Settings(_relay!.Address), .. more,
        ],
        line => _takenUp += line.EndsWith(", is taken up.", StringComparison.Ordinal) ? 1 : 0);

    private async Task KillHostAsync(PayoutLoad? load)
    {
        if (load is not null)
            _goodbyes.Add(load.DisposeAsync().AsTask());
        await _host!.DisposeAsync();
        _host = null;
    }

    private static async Task UntilAsync(string what, Func<Task<IReadOnlyList<string>>> whatIsMissing)
    {
        var since = Stopwatch.GetTimestamp();
        while (await whatIsMissing() is { Count: > 0 } missing)
        {
            if (Stopwatch.GetElapsedTime(since) > Patience)
                throw new InvalidOperationException($"Not within {Patience.TotalSeconds} s: {what}.\n  {string.Join("\n  ", missing.Take(20))}");
            await Task.Delay(200);
        }
    }

    private static void Linger(TimeSpan time)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < time)
            Thread.SpinWait(20);
    }

    private static PublicKey NewWallet()
    {
        using var wallet = new KeypairSigner(RandomNumberGenerator.GetBytes(32));
        return wallet.PublicKey;
    }
}
