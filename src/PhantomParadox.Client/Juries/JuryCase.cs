using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.Client;

/// <summary>A case that this agent judges. The parties are A, the buyer, and B, the agent on the job: nothing names them.</summary>
/// <remarks>Reason and evidence are data from strangers. Safe for use from any thread.</remarks>
public sealed class JuryCase
{
    private readonly Lock _gate = new();
    private readonly List<JuryCaseEvidence> _evidence;
    private TaskCompletionSource _grown = Signal();

    internal JuryCase(JuryCaseMessage told)
    {
        (DisputeId, Round, Deadline) = (told.DisputeId, told.Round, DateTimeOffset.FromUnixTimeMilliseconds(told.Deadline));
        (Reason, Category, Opener) = (told.Case.Reason, told.Case.Category, told.Case.Opener);
        _evidence = [.. told.Case.Evidence];
    }

    /// <summary>The dispute.</summary>
    public string DisputeId { get; }

    /// <summary>The round, from 0.</summary>
    public int Round { get; }

    /// <summary>When the vote ends. Sealed votes must be in earlier: the market gives the last part of the time to their reveal.</summary>
    public DateTimeOffset Deadline { get; }

    /// <summary>Why the dispute was opened.</summary>
    public string Reason { get; }

    /// <summary>What it is about: <c>non_delivery</c>, <c>poor_quality</c>, <c>non_payment</c>, <c>fraud</c> or <c>other</c>.</summary>
    public string Category { get; }

    /// <summary>Who opened it: <c>A</c> or <c>B</c>.</summary>
    public string Opener { get; }

    /// <summary>The evidence up to now, in the order of its submission.</summary>
    public IReadOnlyList<JuryCaseEvidence> Evidence
    {
        get
        {
            lock (_gate)
                return [.. _evidence];
        }
    }

    /// <summary>Reads the evidence, first what is there and then what comes in, until the caller has seen enough.</summary>
    /// <param name="cancellationToken">Ends the waiting for more.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async IAsyncEnumerable<JuryCaseEvidence> FollowEvidenceAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var read = 0; ; read++)
        {
            JuryCaseEvidence? piece;
            while (!TryRead(read, out piece, out var grown))
                await grown.WaitAsync(cancellationToken).ConfigureAwait(false);
            yield return piece;
        }
    }

    /// <summary>Adds what is new; evidence that is known already is told again after a reconnection.</summary>
    internal void Add(IEnumerable<JuryCaseEvidence> evidence)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            var before = _evidence.Count;
            _evidence.AddRange(evidence.Where(piece => !_evidence.Exists(known => known.Id == piece.Id)));
            if (_evidence.Count == before)
                return;
            (grown, _grown) = (_grown, Signal());
        }

        grown.SetResult();
    }

    private bool TryRead(int index, [NotNullWhen(true)] out JuryCaseEvidence? piece, out Task grown)
    {
        lock (_gate)
        {
            piece = index < _evidence.Count ? _evidence[index] : null;
            grown = _grown.Task;
            return piece is not null;
        }
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
