using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>A payout was signed and may be sent: its amounts are set aside.</summary>
internal readonly ref struct PayoutOpened : IEvent<PayoutOpened>
{
    public required Handle Payout { get; init; }
    public required UInt128 Id { get; init; }
    public required Currency Currency { get; init; }

    /// <summary>As <see cref="PayoutLines"/> has them.</summary>
    public required ReadOnlySpan<byte> Lines { get; init; }

    /// <summary>The rail's name of the signed bytes.</summary>
    public required EventText Reference { get; init; }

    /// <summary>The signed bytes.</summary>
    public required ReadOnlySpan<byte> Signed { get; init; }

    /// <summary>The last block height at which they can take effect.</summary>
    public required ulong ExpiresAt { get; init; }

    /// <summary>What the rail takes, in its own smallest unit.</summary>
    public required ulong Fee { get; init; }
    public required EventText Network { get; init; }

    public static EventTag Tag => EventTag.PayoutOpened;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Payout);
        writer.WriteWide(Id);
        writer.WriteUnsigned((ulong)Currency);
        writer.WriteBytes(Lines);
        Reference.Write(writer);
        writer.WriteBytes(Signed);
        writer.WriteUnsigned(ExpiresAt);
        writer.WriteUnsigned(Fee);
        Network.Write(writer);
    }

    public static PayoutOpened Read(scoped ref EventReader reader) => new()
    {
        Payout = reader.ReadHandle(),
        Id = reader.ReadWide(),
        Currency = (Currency)reader.ReadUnsigned(),
        Lines = reader.ReadBytes(),
        Reference = EventText.Read(ref reader),
        Signed = reader.ReadBytes(),
        ExpiresAt = reader.ReadUnsigned(),
        Fee = reader.ReadUnsigned(),
        Network = EventText.Read(ref reader),
    };
}

/// <summary>A payout has ended: what it set aside is the wallets' own again, and, where it was paid, moves outside next.</summary>
internal readonly ref struct PayoutEnded : IEvent<PayoutEnded>
{
    public required Handle Payout { get; init; }

    /// <summary>Paid or released.</summary>
    public required PayoutStatus Status { get; init; }

    /// <summary>The block, by slot, in which it took effect or failed; 0 for none.</summary>
    public required ulong Position { get; init; }

    /// <summary>What the rail took for it, in its own smallest unit.</summary>
    public required ulong Fee { get; init; }
    public required EventText Detail { get; init; }

    public static EventTag Tag => EventTag.PayoutEnded;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Payout);
        writer.WriteUnsigned((ulong)Status);
        writer.WriteUnsigned(Position);
        writer.WriteUnsigned(Fee);
        Detail.Write(writer);
    }

    public static PayoutEnded Read(scoped ref EventReader reader) => new()
    {
        Payout = reader.ReadHandle(),
        Status = (PayoutStatus)reader.ReadUnsigned(),
        Position = reader.ReadUnsigned(),
        Fee = reader.ReadUnsigned(),
        Detail = EventText.Read(ref reader),
    };
}

/// <summary>Whether a payout took effect is in doubt: an operator has to say.</summary>
internal readonly ref struct PayoutDoubted : IEvent<PayoutDoubted>
{
    public required Handle Payout { get; init; }
    public required EventText Detail { get; init; }

    public static EventTag Tag => EventTag.PayoutDoubted;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Payout);
        Detail.Write(writer);
    }

    public static PayoutDoubted Read(scoped ref EventReader reader) =>
        new() { Payout = reader.ReadHandle(), Detail = EventText.Read(ref reader) };
}

/// <summary>The payouts that ended first were kept long enough and leave memory.</summary>
internal readonly record struct PayoutsForgotten(int Count) : IEvent<PayoutsForgotten>
{
    public static EventTag Tag => EventTag.PayoutsForgotten;

    public void Write(EventWriter writer) => writer.WriteUnsigned((ulong)Count);

    public static PayoutsForgotten Read(scoped ref EventReader reader) => new((int)reader.ReadUnsigned());
}
