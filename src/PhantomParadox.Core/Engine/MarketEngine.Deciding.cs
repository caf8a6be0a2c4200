namespace PhantomParadox.Engine;

/// <content>How one command is decided, and the market's own work.</content>
internal sealed partial class MarketEngine
{
    // Work of the market's own that changes nothing comes again at once: it would keep the one writer busy for ever.
    private const int IdleOwnLimit = 256;
    private const long OwnPause = 1_000;

    private readonly List<MarketEvent> _described = [];
    private long _ownPausedUntil;
    private int _idleOwn;
    private bool _ownDone;

    /// <summary>When there is work that nobody needs to offer, in milliseconds since 1970-01-01 UTC, or <see cref="long.MaxValue"/>.</summary>
    public long NextDue
    {
        get
        {
            var due = _market.NextDue;
            if (due == long.MaxValue)
                return due;

            // Where the machine had nothing to give although it names an earlier time, asking again at once would spin.
            return Math.Max(due, _ownDone ? Math.Max(_ownPausedUntil, _now + 1) : _ownPausedUntil);
        }
    }

    private bool MustFollowUp => _market.HasFollowUps && _now >= _ownPausedUntil;

    private Command? NextOwn()
    {
        if (_now < _ownPausedUntil)
            return null;

        try
        {
            var work = _market.NextWork(_now);
            _ownDone = work is null;
            return work;
        }
        catch (Exception fault)
        {
            PauseOwn(fault);
            return null;
        }
    }

    private void DecideOwn(Command command)
    {
        var before = _market.Position;
        var failed = !Decide(command);
        if (_market.Position == before)
            _idleOwn++;
        if (failed)
            _ownPausedUntil = _now + OwnPause;
        else if (_idleOwn >= IdleOwnLimit)
            PauseOwn(new InvalidOperationException($"{command.GetType().Name} was due {_idleOwn} times and changed nothing."));
    }

    private void PauseOwn(Exception fault)
    {
        _idleOwn = 0;
        _ownPausedUntil = _now + OwnPause;
        Report(fault);
    }

    // False where deciding failed.
    private bool Decide(Command command)
    {
        _openCommands++;
        _ownDone = false;
        _entropy.MoveNext();
        _decision.Begin(_now);
        _events.BeginFrame(_market.Position + 1, _now);
        try
        {
            command.Take(_decision);
        }
        catch (Exception fault)
        {
            _events.CancelFrame();
            Enqueue(ReleaseKind.Fault, command);
            Report(fault);
            return false;
        }

        if (command.Refusal is not null)
        {
            // A refused command has changed nothing, whatever it wrote before it was refused.
            _events.CancelFrame();
            Enqueue(ReleaseKind.Answer, command);
            return true;
        }

        if (_events.Count == 0)
        {
            _events.CancelFrame();
            Capture(command, wroteEvents: false);
            return true;
        }

        var frame = _events.EndFrame();
        try
        {
            _market.Apply(frame);
        }
        catch (Exception fault)
        {
            // The state is neither before nor after the command now: nothing can be decided on it any more.
            Enqueue(ReleaseKind.Answer, command, wroteEvents: true);
            Failed(fault);
            return false;
        }

        // What follows from a command, the next of many perhaps, is no sign of standing still.
        _idleOwn = 0;
        Capture(command, wroteEvents: true);
        if (_feed.HasWatchers)
            DescribeEvents(frame);
        return true;
    }

    private void Capture(Command command, bool wroteEvents)
    {
        var answer = CaptureAnswer(command, wroteEvents);
        if (_decision.Works.Count > 0)
            EnqueueWorks();
        if (_decision.Effects.Count > 0)
            EnqueueMessages();
        // What is said again may be lost as well as what is said first. After the messages: who has the answer knows that they have left.
        Enqueue(answer, command, wroteEvents || command.IsRepeat);
    }

    private ReleaseKind CaptureAnswer(Command command, bool wroteEvents)
    {
        try
        {
            if (!command.IsRepeat)
                command.Capture(_decision);
            return ReleaseKind.Answer;
        }
        catch (Exception fault)
        {
            Report(fault);
            return wroteEvents ? ReleaseKind.LostAnswer : ReleaseKind.Fault;
        }
    }

    private void EnqueueWorks()
    {
        foreach (var work in _decision.Works)
            _works.Enqueue((_market.Position, work));
    }

    private void EnqueueMessages()
    {
        // A message is the largest thing a command makes: none is made where nobody can get it.
        if (_transport is NullAgentTransport)
            return;

        foreach (ref readonly var effect in _decision.Effects.Items)
        {
            try
            {
                var message = _market.Describe(effect);
                _unreleased.Add(new PendingRelease(ReleaseKind.Delivery, _market.Position, message, effect.Session));
            }
            catch (Exception fault)
            {
                Report(fault);
            }
        }
    }

    private void DescribeEvents(ReadOnlySpan<byte> frame)
    {
        _described.Clear();
        try
        {
            _market.Describe(frame, _described);
        }
        catch (Exception fault)
        {
            Report(fault);
        }

        foreach (var happened in _described)
            _unreleased.Add(new PendingRelease(ReleaseKind.Event, _market.Position, happened));
    }

    private void Enqueue(ReleaseKind kind, Command command, bool wroteEvents = false) =>
        _unreleased.Add(new PendingRelease(kind, _market.Position, command, WroteEvents: wroteEvents));
}
