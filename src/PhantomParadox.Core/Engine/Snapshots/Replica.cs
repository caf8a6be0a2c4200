using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Engine;

/// <summary>A state that follows the journal: every batch is checked against the one before and applied.</summary>
internal sealed class Replica(IStateMachine state)
{
    private const int FramesToABreath = 64;

    public IStateMachine State => state;

    /// <summary>Where it stands in the journal.</summary>
    public BatchChain Chain { get; } = new();

    /// <summary>Applies the next batch.</summary>
    /// <param name="batch">Its bytes.</param>
    /// <param name="breathe">Called now and then; it may end the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="JournalCorruptException">It can't be read, or doesn't follow the ones before, or says what can't be.</exception>
    public void Apply(ReadOnlySpan<byte> batch, Action? breathe = null)
    {
        try
        {
            Take(batch, breathe);
        }
        catch (Exception error) when (error is not (JournalCorruptException or OperationCanceledException))
        {
            // Whatever an event that can't be true runs into: the journal is to blame.
            throw new JournalCorruptException($"Position {state.Position + 1}: the event can't be applied: {error.Message}", error);
        }
    }

    /// <summary>SHA-256 of the state.</summary>
    public byte[] ComputeStateHash(Action breathe)
    {
        using var hasher = new StateHasher(breathe);
        state.Save(hasher);
        return hasher.Finish();
    }

    /// <summary>Writes where it stands, and the state.</summary>
    public void Save(StateWriter writer)
    {
        Chain.Save(writer);
        state.Save(writer);
    }

    /// <summary>Takes what <see cref="Save"/> wrote. After an exception it is good for another loading, or <see cref="Reset"/>, only.</summary>
    public void Load(StateReader reader)
    {
        Chain.Load(reader);
        state.Load(reader);
        if (state.Position != Chain.Position || state.Time != Chain.Time)
            StateReader.Corrupt($"the state is at {state.Position}, and the journal's chain at {Chain.Position}");
    }

    /// <summary>Goes back to before the first batch.</summary>
    public void Reset()
    {
        Chain.Reset();
        state.Reset();
    }

    private void Take(ReadOnlySpan<byte> batch, Action? breathe)
    {
        var reader = new BatchReader(batch, Chain);
        for (var frame = 1; reader.MoveNext(); frame++)
        {
            state.Apply(reader.Frame);
            if (frame % FramesToABreath == 0)
                breathe?.Invoke();
        }

        // What follows from a batch is in it, or in the next one.
        state.DropFollowUps();
        if (state.Position != Chain.Position)
            throw new JournalCorruptException($"Position {Chain.Position}: the state is at {state.Position} after this batch.");
    }
}
