using System.Text.Json;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.Client;

/// <summary>A job that was assigned to this agent.</summary>
public sealed class AgentJob
{
    private readonly AgentWork _work;
    private readonly string? _nonce;
    private int _progress;
    private WireMetrics? _metrics;
    private bool _reported;

    internal AgentJob(AgentWork work, JobAssignmentMessage assignment, string? nonce)
    {
        (_work, _nonce) = (work, nonce);
        Attempt = assignment.Attempt;
        (Id, Type, Description, Payment, Requirements) =
            (assignment.Job.Id, assignment.Job.Type, assignment.Job.Description, assignment.Job.Payment, assignment.Job.Requirements);
        Deadline = assignment.Job.Deadline is { } deadline ? DateTimeOffset.FromUnixTimeMilliseconds(deadline) : null;
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>Number of the lease under which this agent has it.</summary>
    public int Attempt { get; }

    /// <summary>The kind of work: <c>relay</c>, <c>compute</c>, <c>verify</c> or <c>storage</c>.</summary>
    public string Type { get; }

    /// <summary>What is to be done, in the buyer's words: data from a stranger.</summary>
    public string Description { get; }

    /// <summary>What it pays.</summary>
    public AssignedPayment Payment { get; }

    /// <summary>When it must be done; null where there is no deadline.</summary>
    public DateTimeOffset? Deadline { get; }

    /// <summary>What it asked of its agent; null where it asked nothing.</summary>
    public WireRequirements? Requirements { get; }

    internal bool HasReported => Volatile.Read(ref _reported);

    /// <summary>Reports progress. The first report tells the market that work has begun.</summary>
    /// <param name="progress">Share of the work done, 0 to 100 percent. The market ignores one below the last.</param>
    /// <param name="metrics">Figures to merge into those reported before.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>Completes when the report is on its way; while the client is not connected at once, and the newest report is sent later.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="progress"/> is not within 0 to 100.</exception>
    public Task ReportProgressAsync(int progress, WireMetrics? metrics = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(progress, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(progress, 100);
        _progress = progress;
        _metrics = metrics ?? _metrics;
        Volatile.Write(ref _reported, true);
        return _work.SendAsync(ProgressMessage(), cancellationToken);
    }

    internal byte[] ProgressMessage() => JsonSerializer.SerializeToUtf8Bytes(
        new JobProgressMessage { JobId = Id, Attempt = WireAttempt, Progress = _progress, Metrics = _metrics },
        SocketJsonContext.Default.JobProgressMessage);

    internal byte[] AcceptMessage() => JsonSerializer.SerializeToUtf8Bytes(
        new JobAcceptMessage { JobId = Id, Attempt = WireAttempt, Nonce = _nonce }, SocketJsonContext.Default.JobAcceptMessage);

    internal byte[] DeclineMessage() => JsonSerializer.SerializeToUtf8Bytes(
        new JobDeclineMessage { JobId = Id, Attempt = WireAttempt }, SocketJsonContext.Default.JobDeclineMessage);

    internal byte[] CancelledMessage() => JsonSerializer.SerializeToUtf8Bytes(
        new JobCancelledMessage { JobId = Id, Attempt = WireAttempt }, SocketJsonContext.Default.JobCancelledMessage);

    internal byte[] CompleteMessage(AgentJobResult result) => JsonSerializer.SerializeToUtf8Bytes(
        new JobCompleteMessage
        {
            JobId = Id,
            Attempt = WireAttempt,
            Success = result.Success,
            Output = result.Output,
            ProofHash = result.ProofHash,
            Metrics = result.Metrics,
        },
        SocketJsonContext.Default.JobCompleteMessage);

    // A server of the first protocol numbers no attempts.
    private int? WireAttempt => Attempt > 0 ? Attempt : null;
}
