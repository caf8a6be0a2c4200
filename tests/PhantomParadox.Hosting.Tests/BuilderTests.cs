using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

public sealed class BuilderTests
{
    private readonly ServiceCollection _services = [];

    [Fact]
    public async Task KeepsEverythingInMemory_ByDefault()
    {
        _services.AddPhantomParadox();
        Assert.Equal(typeof(MemorySnapshotStore), Part<ISnapshotStore>().ImplementationType);
        await using var provider = _services.BuildServiceProvider();
        Assert.IsType<MemoryJournal>(provider.GetRequiredService<IJournal>());
        Assert.IsType<MemoryArchive>(provider.GetRequiredService<IArchive>());
        Assert.Same(TimeProvider.System, provider.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public void Keeps_APartThatIsRegisteredAlready()
    {
        var clock = new StoppedClock();
        _services.AddSingleton<TimeProvider>(clock).AddSingleton<IJournal, OtherJournal>();
        _services.AddPhantomParadox();
        Assert.Same(clock, Part<TimeProvider>().ImplementationInstance);
        Assert.Equal(typeof(OtherJournal), Part<IJournal>().ImplementationType);
    }

    [Fact]
    public void UseMethods_ReplaceTheParts()
    {
        _services.AddPhantomParadox()
            .UseJournal<OtherJournal>().UseArchive<OtherArchive>().UseSnapshots<OtherSnapshots>()
            .UseScorer<OtherScorer>().UseReputationPolicy<OtherPolicy>();
        Assert.Equal(typeof(OtherJournal), Part<IJournal>().ImplementationType);
        Assert.Equal(typeof(OtherArchive), Part<IArchive>().ImplementationType);
        Assert.Equal(typeof(OtherSnapshots), Part<ISnapshotStore>().ImplementationType);
        Assert.Equal(typeof(OtherScorer), Part<IAgentScorer>().ImplementationType);
        Assert.Equal(typeof(OtherPolicy), Part<IReputationPolicy>().ImplementationType);
    }

    [Fact]
    public async Task TheLastUse_Wins()
    {
        var made = new OtherJournal();
        _services.AddPhantomParadox().UseJournal<OtherJournal>().UseJournal(_ => made).UseArchive(_ => new OtherArchive()).UseSnapshots(_ => new OtherSnapshots());
        await using var provider = _services.BuildServiceProvider();
        Assert.Same(made, Assert.Single(provider.GetServices<IJournal>()));
        Assert.IsType<OtherArchive>(Assert.Single(provider.GetServices<IArchive>()));
        Assert.IsType<OtherSnapshots>(Assert.Single(provider.GetServices<ISnapshotStore>()));
    }

    [Fact]
    public void AddingTwice_AddsNoSecondMarket()
    {
        _services.AddPhantomParadox(options => options.Jury.Size = 9);
        _services.AddPhantomParadox(options => options.Jury.Consensus = 7);
        Assert.Single(_services, service => service.ServiceType == typeof(IMarket));
        Assert.Single(_services, service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(MarketService));
        Assert.Single(_services, service => service.ServiceType == typeof(IValidateOptions<MarketOptions>));
        using var provider = _services.BuildServiceProvider();
        var jury = provider.GetRequiredService<IOptions<MarketOptions>>().Value.Jury;
        Assert.Equal((9, 7), (jury.Size, jury.Consensus));
    }

    [Fact]
    public async Task ABadNumber_StopsTheHostsStart()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPhantomParadox(options => options.Jobs.CancelGrace = TimeSpan.Zero);
        using var host = builder.Build();
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("Jobs:CancelGrace", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheHub_IsTheTransportOfTheMarket()
    {
        _services.AddPhantomParadox();
        using var provider = _services.BuildServiceProvider();
        Assert.Same(provider.GetRequiredService<AgentTransportHub>(), provider.GetRequiredService<IAgentTransport>());
    }

    private ServiceDescriptor Part<T>() => Assert.Single(_services, service => service.ServiceType == typeof(T));

    private sealed class StoppedClock : TimeProvider;

    private sealed class OtherJournal : IJournal
    {
        public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => throw new IOException();

        public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) => throw new IOException();

        public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken) => throw new IOException();

        public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken) => throw new IOException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class OtherArchive : IArchive
    {
        public ValueTask WriteAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<JobRecord?> GetAsync(JobId job, CancellationToken cancellationToken) => ValueTask.FromResult<JobRecord?>(null);

        public ValueTask<ArchivePage> ListAsync(JobQuery query, long before, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new ArchivePage([], 0));

        public ValueTask WriteDisputesAsync(IReadOnlyList<DisputeProof> disputes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<DisputeRecord?> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken) => new((DisputeRecord?)null);

        public ValueTask<DisputeProof?> GetProofAsync(DisputeId dispute, CancellationToken cancellationToken) => new((DisputeProof?)null);

        public ValueTask<ArchivedDisputes> ListDisputesAsync(DisputeQuery query, long before, CancellationToken cancellationToken) =>
            new(new ArchivedDisputes([], 0));

        public ValueTask WritePoolAsync(DisputeId dispute, int round, ReadOnlyMemory<byte> pool, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<ReadOnlyMemory<byte>> GetPoolAsync(DisputeId dispute, int round, CancellationToken cancellationToken) =>
            ValueTask.FromResult(ReadOnlyMemory<byte>.Empty);
    }

    private sealed class OtherSnapshots : ISnapshotStore
    {
        public ValueTask WriteAsync(Snapshot snapshot, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<Snapshot?> ReadNewestAsync(CancellationToken cancellationToken) => ValueTask.FromResult<Snapshot?>(null);
    }

    private sealed class OtherScorer : IAgentScorer
    {
        public int Score(in AgentTraits agent) => 50;
    }

    private sealed class OtherPolicy : IReputationPolicy
    {
        public ReputationState Initial(int day) => default;

        public ReputationState Decay(in ReputationState state, int day) => state;

        public ReputationState Credit(in ReputationState state, in ReputationFact fact) => state;

        public int Shown(in ReputationState state) => 50;

        public int JuryWeight(in ReputationState state) => 500;
    }
}
