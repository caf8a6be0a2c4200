using PhantomParadox.Reputation;

namespace PhantomParadox.Testing.Running;

/// <summary>What a simulated host stands on, and what outlives it.</summary>
internal sealed class SimulatedPorts
{
    private IReputationPolicy? _shipped;

    public required MarketOptions Options { get; init; }

    public required VirtualTime Time { get; init; }

    public required FakeJournal Journal { get; init; }

    public required FakeBeacon Beacon { get; init; }

    public required IAgentTransport Transport { get; init; }

    public required IEntropy Entropy { get; init; }

    public ISnapshotStore Snapshots { get; init; } = new MemorySnapshotStore();

    public MemoryArchive Archive { get; init; } = new(int.MaxValue);

    public IAgentScorer? Scorer { get; init; }

    public IReputationPolicy? Reputation { get; init; }

    /// <summary>What is wrong on purpose.</summary>
    public PlantedFault Planted { get; init; }

    /// <summary>Told of every frame that a host applies, live or in its recovery, and of the market's own command that it came of, if it was one.</summary>
    public Action<Market, Command?>? AfterFrame { get; init; }

    public Market NewState() => new(Options, Reputation ?? (_shipped ??= PolicyOf(Options)), Scorer ?? new ReputationScorer()) { Planted = Planted };

    private static IReputationPolicy PolicyOf(MarketOptions options) => options.Reputation.Policy == ReputationPolicyKind.Seed
        ? new SeedReputation()
        : new BetaReputation(options.Reputation.HalfLife, options.Payments.ReferenceAmount);
}
