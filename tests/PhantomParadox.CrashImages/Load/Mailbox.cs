using System.Collections.Concurrent;
using PhantomParadox.CrashImages.Recording;

namespace PhantomParadox.CrashImages.Load;

/// <summary>What agents are sent: kept until they look, and noted.</summary>
internal sealed class Mailbox(DiskRecorder recorder, History history) : IAgentTransport
{
    private readonly ConcurrentQueue<(SessionId Session, AgentMessage Message)> _messages = new();

    public void Deliver(SessionId session, AgentMessage message)
    {
        if (message is AgentMessage.JobAssigned { Job: var job })
            history.Told(new ToldJob(job.Id, job.Spec.Buyer, job.Spec.Description, job.Spec.Amount, recorder.Count));
        _messages.Enqueue((session, message));
    }

    public bool TryTake(out (SessionId Session, AgentMessage Message) taken) => _messages.TryDequeue(out taken);
}
