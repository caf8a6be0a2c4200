using System.Diagnostics.CodeAnalysis;

namespace PhantomParadox;

/// <summary>Commands whose answers were taken, kept for the next callers: some of each kind a thread, so that nobody waits for anybody,
/// and cases of them that threads exchange, as answers are rarely taken where the next command is asked for.</summary>
/// <remarks>After Bonwick and Adams, "Magazines and Vmem", USENIX 2001. A command that is made anew each time is alive when it is
/// answered, and copied by every collection that comes between: what is used again costs the collector nothing.</remarks>
internal static class Spares<TCommand>
    where TCommand : Command
{
    // A thread holds two cases at most, all threads together as many more as commands may wait in a market by default.
    private const int CaseSize = 128;
    private const int Most = 16_384 / CaseSize;

    private static readonly Lock Gate = new();
    private static readonly TCommand[][] Full = new TCommand[Most][];
    private static readonly TCommand[][] Empty = new TCommand[Most][];
    private static int _full;
    private static int _empty;

    [ThreadStatic]
    private static Shelf? _shelf;

    public static bool TryTake([NotNullWhen(true)] out TCommand? command)
    {
        var shelf = _shelf ??= new Shelf();
        if (shelf.Count == 0)
            Fetch(shelf);
        if (shelf.Count == 0)
        {
            command = null;
            return false;
        }

        ref var place = ref shelf.Commands[--shelf.Count];
        command = place;
        place = null!;
        return true;
    }

    public static void Give(TCommand command)
    {
        var shelf = _shelf ??= new Shelf();
        if (shelf.Count == shelf.Commands.Length)
            Store(shelf);
        shelf.Commands[shelf.Count++] = command;
    }

    // Half of a shelf moves, so that the next few commands don't move it back.
    private static void Fetch(Shelf shelf)
    {
        lock (Gate)
        {
            if (_full == 0)
                return;
            var box = Full[--_full];
            box.CopyTo(shelf.Commands, 0);
            box.AsSpan().Clear();
            shelf.Count = CaseSize;
            Empty[_empty++] = box;
        }
    }

    private static void Store(Shelf shelf)
    {
        shelf.Count = CaseSize;
        lock (Gate)
        {
            if (_full < Most)
            {
                var box = _empty > 0 ? Empty[--_empty] : new TCommand[CaseSize];
                shelf.Commands.AsSpan(CaseSize).CopyTo(box);
                Full[_full++] = box;
            }
        }

        shelf.Commands.AsSpan(CaseSize).Clear();
    }

    /// <summary>What one thread has at hand.</summary>
    private sealed class Shelf
    {
        public readonly TCommand[] Commands = new TCommand[2 * CaseSize];
        public int Count;
    }
}
