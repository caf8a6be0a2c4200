using System.Diagnostics.CodeAnalysis;

namespace PhantomParadox;

/// <summary>The market's answer to a command or query: a value, or the reason for refusing it.</summary>
/// <typeparam name="T">What is answered.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T _value;

    // A repeated answer has its complement: most outcomes are copied often, and have no room to spare.
    private readonly long _position;

    /// <summary>Accepted.</summary>
    /// <param name="value">The answer.</param>
    /// <param name="position">Position of the newest event that it reflects.</param>
    public Outcome(T value, long position)
    {
        _value = value;
        _position = position;
    }

    /// <summary>Refused.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="position">Position of the newest event that was taken into account.</param>
    public Outcome(Refusal refusal, long position)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        _value = default!;
        Refusal = refusal;
        _position = position;
    }

    /// <summary>Why it was refused, or null where it was accepted. A refused command has changed nothing.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Position in the journal of the newest event that the answer reflects; that event is durable.</summary>
    public long Position => Replayed ? ~_position : _position;

    /// <summary>
    /// Whether the command was carried out before under its <see cref="IdempotencyKey"/>: nothing has happened now, and this is the first
    /// answer again, with the present figures of what it speaks of.
    /// </summary>
    public bool Replayed
    {
        get => _position < 0;
        init => _position = value == Replayed ? _position : ~_position;
    }

    /// <summary>Whether it was accepted.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Refusal is null;

    /// <summary>The answer.</summary>
    /// <exception cref="MarketRefusedException">It was refused.</exception>
    public T Value => Refusal is null ? _value : throw new MarketRefusedException(Refusal);
}
