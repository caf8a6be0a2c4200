using PhantomParadox.Idempotency;

namespace PhantomParadox;

/// <summary>Something that is asked of the market: it is decided once, by the one writer, against the state as it then is.</summary>
internal abstract class Command
{
    /// <summary>Whether it may be admitted when the market is nearly full.</summary>
    public virtual Admission Admission => Admission.Ordinary;

    /// <summary>Whether it only reads: it can be answered from any state, however old.</summary>
    public virtual bool OnlyReads => false;

    /// <summary>Why it was refused; null while it is not. Set by <see cref="Decide"/>.</summary>
    public Refusal? Refusal { get; protected set; }

    /// <summary>Its caller's name for it; null where it has none.</summary>
    public IdempotencyKey? Key { get; set; }

    /// <summary>Whether it was carried out before, under its key: its answer is the one of that time, and nothing else follows.</summary>
    public bool IsRepeat { get; private set; }

    /// <summary>Whether it will credit an agent, as far as can be seen before it is its turn; only what is brought near depends on it.</summary>
    public virtual bool MayCredit(Decision decision, out PairKey pair)
    {
        pair = default;
        return false;
    }

    /// <summary>Decides it, unless that was done before under its key.</summary>
    public void Take(Decision decision)
    {
        if (Key is null)
            Decide(decision);
        else
            Take(decision, Key);
    }

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

    /// <summary>Says what to keep of the answer of a command that is accepted; nothing where the command itself tells all.</summary>
    protected virtual KeptAnswer Keep(Decision decision) => default;

    /// <summary>Renders the answer again, against the present state.</summary>
    protected virtual void Repeat(Decision decision, in KeptAnswer kept) =>
        throw new NotSupportedException($"{GetType().Name} takes no key.");

    /// <summary>Makes it as new.</summary>
    protected virtual void Reset() => (Refusal, Key, IsRepeat) = (null, null, false);

    /// <summary>Refuses.</summary>
    protected void Refuse(RefusalCode code, string detail) => Refusal = new Refusal(code, detail);

    /// <summary>Refuses with what is wrong with fields.</summary>
    protected void Refuse(Refusal refusal) => Refusal = refusal;

    private void Take(Decision decision, IdempotencyKey key)
    {
        var (book, limits) = (decision.Market.Keys, decision.Market.Options.Limits);
        if (book.TryFind(key.Hash, out var request, out var kept))
        {
            IsRepeat = request == key.Request;
            if (IsRepeat)
                Repeat(decision, kept);
            else
                Refuse(RefusalCode.IdempotencyKeyReused, "The key was used for another request.");
            return;
        }
        if (book.Count >= limits.IdempotencyKeys)
            Refuse(RefusalCode.IdempotencyQuota, "The market keeps as many idempotency keys as it may; send the request without one, or later.");
        else if (book.CountOf(key.Caller) >= limits.IdempotencyKeysPerWallet)
            Refuse(RefusalCode.IdempotencyQuota, $"The caller has {limits.IdempotencyKeysPerWallet} idempotency keys, as many as it may.");
        else
            Decide(decision);
        if (Refusal is null)
            decision.Emit(new KeyRemembered(key.Hash, key.Caller, key.Request, Keep(decision)));
    }
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
