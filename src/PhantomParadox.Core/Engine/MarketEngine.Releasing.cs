using PhantomParadox.Disputes;
using PhantomParadox.Memory;

namespace PhantomParadox.Engine;

/// <content>How answers, messages and events leave.</content>
internal sealed partial class MarketEngine
{
    private readonly ReleaseLine _unreleased;
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

        _unreleased.LetGo(DurablePosition);

        // Reads alone make no batch: once they may leave, the open one is empty again.
        if (_events.BatchCount == 0 && !IsCommitting)
            _openCommands = 0;
    }

    /// <summary>
    /// A commit takes too long: who waits for an answer gets none any more. What was decided stays, becomes durable or doesn't, and
    /// whatever else follows from it leaves then.
    /// </summary>
    public void AbandonWaiting() =>
        _unreleased.TakeCommands(waiting => Abandon(
            waiting.SubjectAs<Command>(), waiting.WroteEvents ? RefusalCode.OutcomeUnknown : RefusalCode.StorageUnavailable));

    private void AbandonUnreleased()
    {
        // Only the batch that is out may have been kept: of the open one the journal has never heard.
        _unreleased.TakeCommands(waiting => Abandon(
            waiting.SubjectAs<Command>(),
            waiting.WroteEvents && waiting.Position <= _inFlight ? RefusalCode.OutcomeUnknown : _afterFailure));
        _unreleased.Clear();
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
