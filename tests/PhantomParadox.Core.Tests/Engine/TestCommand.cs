using Xunit;

namespace PhantomParadox.Core.Tests.Engine;

/// <summary>A command whose decision is given, and which keeps what became of it.</summary>
internal sealed class TestCommand(Action<TestCommand, Decision> decide, Admission admission = Admission.Ordinary) : Command
{
    private readonly TaskCompletionSource<(RefusalCode? Code, long Position)> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called when the answer leaves.</summary>
    public Action? OnAnswer { get; init; }

    /// <summary>Called instead of copying the answer out.</summary>
    public Action? OnCapture { get; init; }

    public override Admission Admission => admission;

    /// <summary>When it was decided; 0 while it isn't.</summary>
    public long DecidedAt { get; private set; }

    /// <summary>Whether its answer was copied out.</summary>
    public bool Captured { get; private set; }

    /// <summary>The answer: null where it was carried out, else why not.</summary>
    public Task<(RefusalCode? Code, long Position)> Answer => _answer.Task;

    /// <summary>The code of the answer that has left; fails where none has.</summary>
    public RefusalCode? Code => _answer.Task.IsCompleted ? _answer.Task.Result.Code : throw new InvalidOperationException("No answer yet.");

    public static TestCommand Add(long number, Admission admission = Admission.Ordinary) =>
        new((_, decision) => decision.Emit(new NumberAdded(number)), admission);

    public static TestCommand Read() => new((_, _) => { });

    public static TestCommand Refused() => new((command, _) => command.RefuseWith(RefusalCode.InvalidState));

    public void RefuseWith(RefusalCode code) => Refuse(code, "test");

    public override void Decide(Decision decision)
    {
        DecidedAt = decision.Now;
        decide(this, decision);
    }

    public override void Capture(Decision decision)
    {
        OnCapture?.Invoke();
        Captured = true;
    }

    public override void Release(long position) => Tell(Refusal?.Code, position);

    public override void Abandon(RefusalCode code, string detail, long position) => Tell(code, position);

    private void Tell(RefusalCode? code, long position)
    {
        Assert.True(_answer.TrySetResult((code, position)), "A command is answered once.");
        OnAnswer?.Invoke();
    }
}
