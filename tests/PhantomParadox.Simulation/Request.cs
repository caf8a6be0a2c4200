namespace PhantomParadox.Simulation;

/// <summary>Something asked of the market, till its answer has come.</summary>
internal abstract class Request
{
    /// <summary>Kind of command.</summary>
    public required string Command { get; init; }

    /// <summary>Where that which it is about stood when it was asked.</summary>
    public required string State { get; init; }

    /// <summary>Position that was known before it was asked: no answer may be of an older state.</summary>
    public required long Floor { get; init; }

    /// <summary>Market time at which it was asked, in milliseconds.</summary>
    public required long AskedAt { get; init; }

    /// <summary>Its key; null where it has none.</summary>
    public KeyedName? Key { get; init; }

    /// <summary>The lease that it named; null where it named none.</summary>
    public int? Attempt { get; init; }

    public abstract bool IsDone { get; }

    /// <summary>Takes the answer, once.</summary>
    public abstract Answer Take();

    /// <summary>Lets whoever asked know of the answer.</summary>
    public abstract void Tell();
}

/// <summary>A request whose answer is of a type.</summary>
internal sealed class Request<T>(ValueTask<Outcome<T>> outcome, Action<Outcome<T>>? then) : Request
{
    private Outcome<T> _taken;

    public override bool IsDone => outcome.IsCompleted;

    public override Answer Take()
    {
        _taken = outcome.Result;
        return new Answer(_taken.Refusal?.Code, _taken.Position, _taken.Replayed, _taken.IsAccepted && _taken.Value is JobReceipt receipt ? receipt : null);
    }

    public override void Tell() => then?.Invoke(_taken);
}

/// <summary>An answer, as far as checks look at it.</summary>
internal readonly record struct Answer(RefusalCode? Refusal, long Position, bool Replayed, JobReceipt? Receipt)
{
    /// <summary>Whether it says that the journal failed, or was too slow.</summary>
    public bool IsLost => Refusal is RefusalCode.OutcomeUnknown or RefusalCode.StorageUnavailable;

    public string Name => Replayed ? "replayed" : Refusal?.ToString() ?? "ok";
}

/// <summary>An idempotency key and the body that it came with.</summary>
internal sealed record KeyedName(string Caller, string Name, string Body)
{
    public string Full => $"{Caller}/{Name}";

    public IdempotencyKey ToKey() => new(Caller, Name, System.Text.Encoding.ASCII.GetBytes(Body));
}
