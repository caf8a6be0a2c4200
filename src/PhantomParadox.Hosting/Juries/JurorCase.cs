using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PhantomParadox.Hosting;

/// <summary>A case that an agent in this process judges. Nothing in it names the parties.</summary>
/// <remarks>Reason and evidence are data from strangers. Safe for use from any thread.</remarks>
public sealed class JurorCase
{
    private readonly Lock _gate = new();
    private IReadOnlyList<JurorEvidence> _evidence;
    private TaskCompletionSource _grown = Signal();

    internal JurorCase(DisputeRecord dispute, DateTimeOffset deadline)
    {
        (Dispute, Round, Deadline) = (dispute.Id, dispute.Rounds - 1, deadline);
        (Reason, Category, Opener) = (dispute.Reason, dispute.Category, dispute.Opener);
        _evidence = EvidenceOf(dispute);
    }

    /// <summary>The dispute.</summary>
    public DisputeId Dispute { get; }

    /// <summary>The round, from 0.</summary>
    public int Round { get; }

    /// <summary>When the vote ends. Sealed votes must be in earlier: the last part of the time is for their reveal.</summary>
    public DateTimeOffset Deadline { get; }

    /// <summary>Why the dispute was opened.</summary>
    public string Reason { get; }

    /// <summary>What it is about.</summary>
    public DisputeCategory Category { get; }

    /// <summary>The side that opened it.</summary>
    public Party Opener { get; }

    /// <summary>The evidence up to now, in the order of its submission.</summary>
    public IReadOnlyList<JurorEvidence> Evidence
    {
        get
        {
            lock (_gate)
                return _evidence;
        }
    }

    /// <summary>Reads the evidence, first what is there and then what comes in, until the caller has seen enough.</summary>
    /// <param name="cancellationToken">Ends the waiting for more.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async IAsyncEnumerable<JurorEvidence> FollowEvidenceAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var read = 0; ; read++)
        {
            JurorEvidence? piece;
            while (!TryRead(read, out piece, out var grown))
                await grown.WaitAsync(cancellationToken).ConfigureAwait(false);
            yield return piece;
        }
    }

    /// <summary>Takes what the dispute has now; evidence is only ever added.</summary>
    internal void Update(DisputeRecord dispute)
    {
        TaskCompletionSource grown;
        lock (_gate)
        {
            if (dispute.Evidence.Count <= _evidence.Count)
                return;
            _evidence = EvidenceOf(dispute);
            (grown, _grown) = (_grown, Signal());
        }

        grown.SetResult();
    }

    private bool TryRead(int index, [NotNullWhen(true)] out JurorEvidence? piece, out Task grown)
    {
        lock (_gate)
        {
            piece = index < _evidence.Count ? _evidence[index] : null;
            grown = _grown.Task;
            return piece is not null;
        }
    }

    private static IReadOnlyList<JurorEvidence> EvidenceOf(DisputeRecord dispute) =>
    [
        .. dispute.Evidence.Select(piece => new JurorEvidence(
            piece.Id,
            piece.Submission.Submitter == dispute.Buyer ? Party.Buyer : Party.Agent,
            piece.Submission.Kind,
            piece.Submission.Title,
            piece.Submission.Description,
            piece.Submission.DataHash,
            piece.Submission.Url,
            piece.SubmittedAt)),
    ];

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
