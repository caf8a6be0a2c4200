using System.Diagnostics.CodeAnalysis;

namespace PhantomParadox;

/// <summary>The market's answer to a command or query: a value, or the reason for refusing it.</summary>
/// <typeparam name="T">What is answered.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T _value;

    /// <summary>Accepted.</summary>
    /// <param name="value">The answer.</param>
    /// <param name="position">Position of the newest event that it reflects.</param>
    public Outcome(T value, long position)
    {
        _value = value;
        Position = position;
    }

    /// <summary>Refused.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="position">Position of the newest event that was taken into account.</param>
    public Outcome(Refusal refusal, long position)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        _value = default!;
        Refusal = refusal;
        Position = position;
    }

    /// <summary>Why it was refused, or null where it was accepted. A refused command has changed nothing.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Position in the journal of the newest event that the answer reflects; that event is durable.</summary>
    public long Position { get; }

    /// <summary>Whether it was accepted.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Refusal is null;

    /// <summary>The answer.</summary>
    /// <exception cref="MarketRefusedException">It was refused.</exception>
    public T Value => Refusal is null ? _value : throw new MarketRefusedException(Refusal);
}
