using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>A deposit that arrived for good was counted for an order. What becomes of its money follows.</summary>
internal readonly ref struct DepositCounted : IEvent<DepositCounted>
{
    public required Handle Order { get; init; }

    /// <summary>The rail's name of it; counted once over the whole market.</summary>
    public required EventText Transaction { get; init; }
    public required ulong Amount { get; init; }

    /// <summary>When it arrived by the rail's clock, in milliseconds since 1970-01-01 UTC.</summary>
    public required long ArrivedAt { get; init; }

    /// <summary>The block, by slot.</summary>
    public required ulong Position { get; init; }

    public static EventTag Tag => EventTag.DepositCounted;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Order);
        Transaction.Write(writer);
        writer.WriteUnsigned(Amount);
        writer.WriteUnsigned((ulong)ArrivedAt);
        writer.WriteUnsigned(Position);
    }

    public static DepositCounted Read(scoped ref EventReader reader) => new()
    {
        Order = reader.ReadHandle(),
        Transaction = EventText.Read(ref reader),
        Amount = reader.ReadUnsigned(),
        ArrivedAt = (long)reader.ReadUnsigned(),
        Position = reader.ReadUnsigned(),
    };
}

/// <summary>All that a job asks for has arrived: it looks for an agent.</summary>
/// <param name="Job">The job.</param>
/// <param name="QueueDue">Market time at which it has waited too long.</param>
internal readonly record struct JobFunded(Handle Job, long QueueDue) : IEvent<JobFunded>
{
    public static EventTag Tag => EventTag.JobFunded;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteUnsigned((ulong)QueueDue);
    }

    public static JobFunded Read(scoped ref EventReader reader) => new(reader.ReadHandle(), (long)reader.ReadUnsigned());
}

/// <summary>Deposits for the oldest orders are no longer looked for.</summary>
internal readonly record struct DepositsClosed(int Count) : IEvent<DepositsClosed>
{
    public static EventTag Tag => EventTag.DepositsClosed;

    public void Write(EventWriter writer) => writer.WriteUnsigned((ulong)Count);

    public static DepositsClosed Read(scoped ref EventReader reader) => new((int)reader.ReadUnsigned());
}

/// <summary>The oldest orders, and what was counted for them, were kept long enough.</summary>
internal readonly record struct DepositsForgotten(int Count) : IEvent<DepositsForgotten>
{
    public static EventTag Tag => EventTag.DepositsForgotten;

    public void Write(EventWriter writer) => writer.WriteUnsigned((ulong)Count);

    public static DepositsForgotten Read(scoped ref EventReader reader) => new((int)reader.ReadUnsigned());
}
