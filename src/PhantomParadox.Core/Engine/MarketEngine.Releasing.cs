using PhantomParadox.Disputes;
using PhantomParadox.Memory;

namespace PhantomParadox.Engine;

/// <content>How answers, messages and events leave.</content>
internal sealed partial class MarketEngine
{
    private const int ReleasesAhead = 4;

    private readonly Ring<PendingRelease> _unreleased = new();
    private readonly IAgentTransport _transport;
    private readonly MarketFeed _feed;
    private readonly Action<Exception>? _report;
    private readonly Action<CourtWork>? _clerk;
    private readonly Queue<(long Position, CourtWork Work)> _works = new();

    /// <summary>Lets all leave that waited for what is durable now.</summary>
    public void ReleaseDurable()
    {
        // Before any answer: who has the answer of a command finds what the work enqueues ahead of its next one.
        while (_works.TryPeek(out var due) && due.Position <= DurablePosition)
        {
            _works.Dequeue();
            try
            {
                _clerk?.Invoke(due.Work);
            }
            catch (Exception fault)
            {
                Report(fault);
            }
        }

        while (_unreleased.Count > 0 && _unreleased.First.Position <= DurablePosition)
        {
            var next = _unreleased.Take();
            // Its caller's processor has written to it since, to wait.
            if (_unreleased.Count > ReleasesAhead)
                CacheHint.Prefetch(_unreleased[ReleasesAhead].Subject);
            try
            {
                Release(next);
            }
            catch (Exception fault)
            {
                // One bad receiver must not keep the others from what is theirs.
                Report(fault);
            }
        }

        // Reads alone make no batch: once they have left, the open one is empty again.
        if (_events.BatchCount == 0 && _unreleased.Count == 0)
            _openCommands = 0;
    }

    private void Release(in PendingRelease next)
    {
        switch (next.Kind)
        {
            case ReleaseKind.Answer:
                next.SubjectAs<Command>().Release(next.Position);
                break;
            case ReleaseKind.Fault:
                next.SubjectAs<Command>().Abandon(
                    RefusalCode.InternalError, "The market could not decide this; nothing has changed.", next.Position);
                break;
            case ReleaseKind.LostAnswer:
                next.SubjectAs<Command>().Abandon(
                    RefusalCode.OutcomeUnknown, "This was carried out, but its answer was lost; read what it changed.", next.Position);
                break;
            case ReleaseKind.Delivery:
                _transport.Deliver(next.Session, next.SubjectAs<AgentMessage>());
                break;
            case ReleaseKind.Event:
                _feed.Publish(next.SubjectAs<MarketEvent>());
                break;
        }
    }

    /// <summary>
    /// A commit takes too long: who waits for an answer gets none any more. What was decided stays, becomes durable or doesn't, and
    /// whatever else follows from it leaves then.
    /// </summary>
    public void AbandonWaiting()
    {
        for (var left = _unreleased.Count; left > 0; left--)
        {
            var next = _unreleased.Take();
            if (next.Subject is Command command)
                Abandon(command, next.WroteEvents ? RefusalCode.OutcomeUnknown : RefusalCode.StorageUnavailable);
            else
                _unreleased.Add() = next;
        }
    }

    private void AbandonUnreleased()
    {
        // Only the batch that is out may have been kept: of the open one the journal has never heard.
        while (_unreleased.Count > 0)
        {
            var next = _unreleased.Take();
            if (next.Subject is Command command)
                Abandon(command, next.WroteEvents && next.Position <= _inFlight ? RefusalCode.OutcomeUnknown : _afterFailure);
        }
    }

    private void Abandon(Command command, RefusalCode code)
    {
        try
        {
            command.Abandon(code, MarketLoop.Explain(code), DurablePosition);
        }
        catch (Exception fault)
        {
            Report(fault);
        }
    }

    private void Report(Exception fault) => _report?.Invoke(fault);
}
