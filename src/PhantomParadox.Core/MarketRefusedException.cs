namespace PhantomParadox;

/// <summary>Thrown where the value of a refused command is asked for.</summary>
public sealed class MarketRefusedException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="refusal">Why the market refused.</param>
    public MarketRefusedException(Refusal refusal)
        : base(refusal?.Detail) => Refusal = refusal!;

    /// <summary>Why the market refused.</summary>
    public Refusal Refusal { get; }
}
