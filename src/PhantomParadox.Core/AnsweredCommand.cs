namespace PhantomParadox;

/// <summary>A command that is decided together with its answer, which it holds until its caller takes it.</summary>
/// <typeparam name="T">What is answered.</typeparam>
internal abstract class AnsweredCommand<T> : Command<T>
{
    /// <summary>The answer to give; set by <see cref="Command.Decide"/> or <see cref="Command.Capture"/>.</summary>
    protected T? Answer { get; set; }

    protected sealed override T Render() => Answer!;

    protected override void Reset()
    {
        base.Reset();
        Answer = default;
    }
}
