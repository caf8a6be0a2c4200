using System.Diagnostics.CodeAnalysis;

namespace PhantomParadox;

/// <summary>Commands whose answers were taken, kept for the next callers: a few of each kind a thread, so that nobody waits for anybody.</summary>
internal static class Spares<TCommand>
    where TCommand : Command
{
    private const int Most = 512;

    [ThreadStatic]
    private static Stack<TCommand>? _spares;

    public static bool TryTake([NotNullWhen(true)] out TCommand? command)
    {
        command = null;
        return _spares is { } spares && spares.TryPop(out command);
    }

    public static void Give(TCommand command)
    {
        var spares = _spares ??= new Stack<TCommand>();
        if (spares.Count < Most)
            spares.Push(command);
    }
}
