namespace PhantomParadox;

/// <summary>Something that is asked of the market: it is decided once, by the one writer, against the state as it then is.</summary>
internal abstract class Command
{
    /// <summary>Whether it may be admitted when the market is nearly full.</summary>
    public virtual Admission Admission => Admission.Ordinary;

    /// <summary>Why it was refused; null while it is not. Set by <see cref="Decide"/>.</summary>
    public Refusal? Refusal { get; protected set; }

    /// <summary>
    /// Looks at the state and writes what follows as events and effects into the decision, or refuses. Changes nothing else. May be
    /// called for a query, which writes no events and copies its answer out here.
    /// </summary>
    public abstract void Decide(Decision decision);

    /// <summary>
    /// Copies the answer out of the state. Called right after the command's events, if it has any, were applied; not called for one
    /// refused.
    /// </summary>
    public virtual void Capture(Decision decision)
    {
    }

    /// <summary>Gives the caller its answer, once everything it reflects is durable. Must not run the caller's code on this thread.</summary>
    /// <param name="position">Position of the newest event that the answer reflects.</param>
    public abstract void Release(long position);

    /// <summary>Tells the caller that the market can't answer.</summary>
    public abstract void Abandon(RefusalCode code, string detail, long position);

    /// <summary>Refuses.</summary>
    protected void Refuse(RefusalCode code, string detail) => Refusal = new Refusal(code, detail);

    /// <summary>Refuses with what is wrong with fields.</summary>
    protected void Refuse(Refusal refusal) => Refusal = refusal;
}

/// <summary>What is let in when the market is nearly full.</summary>
internal enum Admission : byte
{
    /// <summary>Up to the limit of waiting commands.</summary>
    Ordinary,

    /// <summary>New work: up to four fifths of the limit.</summary>
    NewWork,

    /// <summary>Ends or keeps work, or comes from the market itself: always.</summary>
    Always,
}
