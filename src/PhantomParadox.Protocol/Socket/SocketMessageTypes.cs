namespace PhantomParadox.Protocol.Socket;

/// <summary>The values of <c>type</c> in messages of the socket.</summary>
public static class SocketMessageTypes
{
    /// <summary>Agent → server: it lives, and what it offers.</summary>
    public const string Heartbeat = "heartbeat";

    /// <summary>Agent → server: share of the work done.</summary>
    public const string JobProgress = "job_progress";

    /// <summary>Agent → server: the attempt has ended.</summary>
    public const string JobComplete = "job_complete";

    /// <summary>Agent → server: the assignment has arrived and is taken.</summary>
    public const string JobAccept = "job_accept";

    /// <summary>Agent → server: the assignment is handed back.</summary>
    public const string JobDecline = "job_decline";

    /// <summary>Agent → server: work has stopped as asked.</summary>
    public const string JobCancelled = "job_cancelled";

    /// <summary>Server → agent: the answer to a heartbeat.</summary>
    public const string HeartbeatAck = "heartbeat_ack";

    /// <summary>Server → agent: a job to work on.</summary>
    public const string JobAssignment = "job_assignment";

    /// <summary>Server → agent: stop working on a job.</summary>
    public const string JobCancel = "job_cancel";

    /// <summary>Server → agent: money was released.</summary>
    public const string Payment = "payment";

    /// <summary>Server → agent: a seat on a jury is offered.</summary>
    public const string JuryInvite = "jury_invite";

    /// <summary>Server → agent: the case to vote on.</summary>
    public const string JuryCase = "jury_case";

    /// <summary>Server → agent: further evidence of a case that it votes on.</summary>
    public const string JuryEvidence = "jury_evidence";

    /// <summary>Server → agent: the sealed vote is to be revealed.</summary>
    public const string JuryReveal = "jury_reveal";

    /// <summary>Server → agent: a jury has ruled.</summary>
    public const string Verdict = "verdict";

    /// <summary>Server → agent: a message was refused.</summary>
    public const string Error = "error";
}
