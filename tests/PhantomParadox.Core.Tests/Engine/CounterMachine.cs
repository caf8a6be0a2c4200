using PhantomParadox.Engine;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Engine;

/// <summary>The smallest market: it adds numbers up. It stands in for the real one where the engine itself is on trial.</summary>
internal sealed class CounterMachine : IStateMachine
{
    /// <summary>What was added up.</summary>
    public long Total { get; private set; }

    /// <summary>All numbers that were added, in order.</summary>
    public List<long> Added { get; } = [];

    /// <summary>The machine's own commands, in the order of their times.</summary>
    public Queue<(long Due, Command Command)> Own { get; } = new();

    /// <summary>Applying this number is a fault.</summary>
    public long Poison { get; init; } = long.MinValue;

    /// <summary>The version that it saves itself in.</summary>
    public ushort Version { get; set; } = 1;

    /// <summary>A snapshot of this position is saved like any other, and can't be loaded.</summary>
    public long Unloadable { get; init; } = -1;

    /// <summary>What an audit finds.</summary>
    public Exception? Fault { get; init; }

    public long Position { get; private set; }

    public long Time { get; private set; }

    public long NextDue => Own.TryPeek(out var next) ? next.Due : long.MaxValue;

    /// <summary>Whether the own command at the head follows from what has just happened, rather than being due.</summary>
    public bool HasFollowUps => Own.TryPeek(out var next) && next.Due == 0;

    public Command? NextWork(long now) => Own.TryPeek(out var next) && next.Due <= now ? Own.Dequeue().Command : null;

    public void Apply(ReadOnlySpan<byte> frame)
    {
        var reader = new FrameReader(frame);
        while (reader.MoveNext())
        {
            var number = reader.Read<NumberAdded>().Number;
            if (number == Poison)
                throw new InvalidOperationException("poison");
            Total += number;
            if (Added.Count < Added.Capacity || Added.Count < 100_000)
                Added.Add(number);
        }

        Position = reader.LastPosition;
        Time = reader.Time;
    }

    public void DropFollowUps()
    {
        while (HasFollowUps)
            Own.Dequeue();
    }

    public void Save(StateWriter writer)
    {
        writer.Section("counter", Version);
        writer.Write<long>([Total, Position, Time]);
    }

    public void Load(StateReader reader)
    {
        reader.Section("counter", 1);
        Added.Clear();
        (Total, Position, Time) = (reader.Read(), reader.Read(), reader.Read());
        if (Position == Unloadable)
            StateReader.Corrupt("it is unloadable");
    }

    public void Reset() => (Total, Position, Time) = (0, 0, 0);

    public void Audit()
    {
        if (Fault is { } fault)
            throw fault;
    }

    public AgentMessage Describe(in Effect effect) => new AgentMessage.StopWork(default, (int)effect.Amount, "test", false);

    public void Describe(ReadOnlySpan<byte> frame, List<MarketEvent> destination)
    {
        var reader = new FrameReader(frame);
        while (reader.MoveNext())
        {
            destination.Add(new MarketEvent
            {
                Position = reader.Position,
                At = DateTimeOffset.FromUnixTimeMilliseconds(reader.Time),
                Kind = MarketEventKind.MoneyMoved,
            });
        }
    }
}

/// <summary>A number was added.</summary>
internal readonly record struct NumberAdded(long Number) : IEvent<NumberAdded>
{
    public static EventTag Tag => (EventTag)222;

    public void Write(EventWriter writer) => writer.WriteSigned(Number);

    public static NumberAdded Read(ref EventReader reader) => new(reader.ReadSigned());
}
