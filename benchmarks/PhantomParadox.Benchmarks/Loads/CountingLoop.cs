using PhantomParadox.Engine;
using PhantomParadox.Jobs;
using PhantomParadox.Journal;
using PhantomParadox.Memory;
using PhantomParadox.Reputation;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>The market's own loop and engine around the smallest state there is: a count of events.</summary>
internal sealed class CountingLoop : IStateMachine, IAsyncDisposable
{
    private static readonly string Output = new('r', 180);

    private readonly MarketLoop _loop;

    private CountingLoop()
    {
        var options = new MarketOptions();
        var unused = new Market(options, new SeedReputation(), new ReputationScorer());
        var ports = new MarketPorts
        {
            Journal = new RingJournal(),
            Archive = new ForgetfulArchive(),
            Transport = NullAgentTransport.Instance,
        };
        _loop = new MarketLoop(this, events => new Decision(unused, events), _ => new Count(this), ports, options.Limits);
    }

    public long Position { get; private set; }

    public long Time { get; private set; }

    public long NextDue => long.MaxValue;

    public bool HasFollowUps => false;

    public static async Task<CountingLoop> StartAsync()
    {
        var loop = new CountingLoop();
        await loop._loop.StartAsync(CancellationToken.None);
        return loop;
    }

    public ValueTask<Outcome<long>> AskAsync()
    {
        var command = new Count(this);
        var outcome = command.Outcome;
        _loop.Submit(command);
        return outcome;
    }

    public Command? NextWork(long now) => null;

    public void Apply(ReadOnlySpan<byte> frame)
    {
        var reader = new FrameReader(frame);
        Time = reader.Time;
        while (reader.MoveNext())
        {
            _ = reader.Read<ResultReceived>();
            Position = reader.Position;
        }
    }

    public void DropFollowUps()
    {
    }

    public void Save(StateWriter writer) => writer.Write<long>([Position, Time]);

    public void Load(StateReader reader) => (Position, Time) = (reader.Read(), reader.Read());

    public void Reset() => (Position, Time) = (0, 0);

    public void Audit()
    {
    }

    public AgentMessage Describe(in Effect effect) => throw new InvalidOperationException("A count sends nothing.");

    public void Describe(ReadOnlySpan<byte> frame, List<MarketEvent> destination)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync(CancellationToken.None);
        _loop.Dispose();
    }

    private sealed class Count(CountingLoop state) : AnsweredCommand<long>
    {
        public override Admission Admission => Admission.Always;

        public override void Decide(Decision decision) =>
            decision.Emit(new ResultReceived { Job = new Handle(1, 1), Success = true, Output = Output, ProofHash = default, Metrics = default });

        public override void Capture(Decision decision) => Answer = state.Position;
    }
}
