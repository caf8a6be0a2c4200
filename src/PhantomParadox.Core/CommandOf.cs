using System.Threading.Tasks.Sources;

namespace PhantomParadox;

/// <summary>A command whose caller awaits an answer. The command itself is what is awaited, so that asking allocates one object.</summary>
/// <typeparam name="T">What is answered.</typeparam>
internal abstract class Command<T> : Command, IValueTaskSource<Outcome<T>>
{
    // It carries the position alone: the answer lies here already, and a second copy would be the largest part of a command.
    private ManualResetValueTaskSourceCore<long> _source = new() { RunContinuationsAsynchronously = true };

    /// <summary>The answer, once it is given. To be awaited once.</summary>
    public ValueTask<Outcome<T>> Outcome => new(this, _source.Version);

    /// <summary>Puts the answer together, for its caller and on its thread.</summary>
    protected abstract T Render();

    /// <summary>The caller has its answer, and nobody else has the command: it may be used again after <see cref="Reset"/>.</summary>
    protected virtual void Taken()
    {
    }

    /// <summary>Makes it as new. Whoever still awaits the answer before gets an exception.</summary>
    protected override void Reset()
    {
        base.Reset();
        _source.Reset();
    }

    public sealed override void Release(long position) => _source.SetResult(position);

    public sealed override void Abandon(RefusalCode code, string detail, long position)
    {
        Refuse(code, detail);
        _source.SetResult(position);
    }

    Outcome<T> IValueTaskSource<Outcome<T>>.GetResult(short token)
    {
        var position = _source.GetResult(token);
        var outcome = Refusal is { } refusal ? new Outcome<T>(refusal, position) : new Outcome<T>(Render(), position) { Replayed = IsRepeat };
        Taken();
        return outcome;
    }

    ValueTaskSourceStatus IValueTaskSource<Outcome<T>>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<Outcome<T>>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
