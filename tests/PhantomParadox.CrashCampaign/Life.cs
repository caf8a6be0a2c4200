using System.Diagnostics;
using PhantomParadox.CrashCampaign.Checks;
using PhantomParadox.CrashCampaign.Load;
using PhantomParadox.CrashCampaign.Log;
using PhantomParadox.CrashCampaign.Running;

namespace PhantomParadox.CrashCampaign;

/// <summary>One market: worked, killed, started again and looked at, and at last read out of its storage.</summary>
internal sealed class Life(CampaignOptions options, string folder, IGround ground, CampaignResult result) : IAsyncDisposable
{
    // What runs out by itself would move jobs without a client: here nothing does.
    private static readonly string[] Settings =
    [
        "--Snapshots:EveryEvents=500", "--Agents:HeartbeatTimeout=01:00:00", "--Jobs:StartTimeout=1.00:00:00", "--Jury:AcceptWindow=1.00:00:00", "--Jury:CommitWindow=1.00:00:00",
    ];

    /// <summary>So long after its start a host first looks whether a snapshot is due.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(10);

    private const int LongRound = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Random _random = new(options.Seed);
    private readonly (string Wallet, string Capability)[] _agents = Workforce.AgentsOf(options.Seed);
    private HostProcess? _host;
    private CampaignResult _result = result;
    private Board? _board;

    public OperationLog Log { get; } = new();

    public string HostSaid => _host?.Said ?? "";

    public async Task<CampaignResult> RunAsync()
    {
        await StartAsync();
        for (; Log.Round <= options.Kills; Log.Round++)
            await RoundAsync();
        await KillHostAsync();
        await ground.OpenAsync(ports => Replay.RunAsync(ports, Log));
        Fail(Log.Findings.All());
        return _result.With(Log);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }

    private async Task RoundAsync()
    {
        // Most hosts die long before they look whether a snapshot is due. The first of these few has made one when it is worked and
        // killed; the others are killed about when one is made and the journal trimmed.
        if (Log.Round == LongRound)
            await HasSnapshotAsync();
        else if (Log.Round % LongRound == 0)
            await Task.Delay(FirstLook + TimeSpan.FromMilliseconds(_random.Next(-600, 0)));
        using (var work = Workforce.Start(await _host!.ReadyAsync(), _agents, _board ??= new Board(Log), Log, _random))
        {
            await work.AcknowledgedAsync(Log, Log.Acknowledged + _random.Next(20, 500));
            // Not just after an answer, then: anywhere between two.
            Linger(TimeSpan.FromMicroseconds(_random.Next(4_000)));
            await KillAsync(work);
        }

        if (_host is null || _host.HasExited || !await IsReadyAsync(_host))
        {
            await KillHostAsync();
            await StartAsync();
        }
        await LookAsync();
    }

    private async Task HasSnapshotAsync()
    {
        var since = Stopwatch.GetTimestamp();
        while (!await ground.HasSnapshotAsync())
        {
            if (Stopwatch.GetElapsedTime(since) > Patience)
                throw new InvalidOperationException($"After kill {Log.Round - 1}, the host made no snapshot within {Patience.TotalSeconds} s.");
            await Task.Delay(100);
        }
    }

    /// <summary>Takes away the host, or Redis, or both.</summary>
    private async Task KillAsync(Workforce work)
    {
        var host = !options.Redis || _random.Next(3) == 0;
        if (host)
        {
            await KillHostAsync();
            _result = _result with { HostKills = _result.HostKills + 1 };
        }
        if (await ground.KillAsync())
            _result = _result with { RedisKills = _result.RedisKills + 1 };
        await work.StopAsync();
    }

    private async Task StartAsync()
    {
        // Some starts are killed as well: recovery must bear it.
        while (Log.Round > 1 && _random.Next(6) == 0)
        {
            await using var doomed = HostProcess.Start(folder, [.. ground.Settings, .. Settings]);
            await Task.Delay(_random.Next(1_000));
            await doomed.KillAsync();
            _result = _result with { KillsAtStart = _result.KillsAtStart + 1 };
        }

        _host = HostProcess.Start(folder, [.. ground.Settings, .. Settings]);
        await _host.ReadyAsync();
        if (_host.UsedSnapshot)
            _result = _result with { FromSnapshot = _result.FromSnapshot + 1 };
    }

    private async Task LookAsync()
    {
        using (var repeater = new Repeater(await _host!.ReadyAsync(), Log, _random))
            _result = _result with { Repeated = _result.Repeated + await repeater.RunAsync() };
        MarketView view;
        using (var reader = new MarketReader(await _host!.ReadyAsync(), Log))
            view = await reader.ReadAsync(Workforce.Buyers, [.. _agents.Select(agent => agent.Wallet)]);
        var jobs = Log.Jobs();
        Fail([.. Verifier.Check(jobs, view), .. DisputeVerifier.Check(Log.Disputes(), view), .. Log.Findings.All()]);
        Verifier.Resolve(jobs, view);
        DisputeVerifier.Resolve(Log, view);
    }

    private async Task KillHostAsync()
    {
        if (_host is null)
            return;
        await _host.DisposeAsync();
        _host = null;
    }

    private static async Task<bool> IsReadyAsync(HostProcess host)
    {
        try
        {
            await host.ReadyAsync();
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or InvalidOperationException)
        {
            return false;
        }
    }

    private void Fail(IReadOnlyList<string> findings)
    {
        if (findings.Count > 0)
            throw new InvalidOperationException($"After kill {Log.Round}, {findings.Count} findings:\n  {string.Join("\n  ", findings.Take(20))}");
    }

    private static void Linger(TimeSpan time)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < time)
            Thread.SpinWait(20);
    }
}
