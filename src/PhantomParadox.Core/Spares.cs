using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PhantomParadox;

/// <summary>Commands whose answers were taken, kept for the next callers: some of each kind a thread, so that nobody waits for anybody,
/// and cases of them that threads exchange, as answers are rarely taken where the next command is asked for.</summary>
/// <remarks>After Bonwick and Adams, "Magazines and Vmem", USENIX 2001. A command that is made anew each time is alive when it is
/// answered, and copied by every collection that comes between: what is used again costs the collector nothing.</remarks>
internal static class Spares<TCommand>
    where TCommand : Command
{
    // A thread holds two cases at most, all threads together as many more as commands may wait in a market by default. Small ones: what
    // lies at one thread is made anew by another, and a collection looks at every command that was used since the one before.
    private const int CaseSize = 32;
    private const int Most = 16_384 / CaseSize;

    private static readonly Lock Gate = new();
    private static readonly Spare[][] Full = new Spare[Most][];
    private static readonly Spare[][] Empty = new Spare[Most][];
    private static int _full;
    private static int _empty;

    [ThreadStatic]
    private static Shelf? _shelf;

    // Into the command's own code, which knows where its spares are: generic code would look that up each time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

        ref var place = ref shelf.Spares[--shelf.Count];
        command = place.Command;
        place = default;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Give(TCommand command)
    {
        var shelf = _shelf ??= new Shelf();
        if (shelf.Count == shelf.Spares.Length)
            Store(shelf);
        shelf.Spares[shelf.Count++] = new Spare(command);
    }

    // Half of a shelf moves, so that the next few commands don't move it back.
    private static void Fetch(Shelf shelf)
    {
        lock (Gate)
        {
            if (_full == 0)
                return;
            var box = Full[--_full];
            box.CopyTo(shelf.Spares, 0);
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
                var box = _empty > 0 ? Empty[--_empty] : new Spare[CaseSize];
                shelf.Spares.AsSpan(CaseSize).CopyTo(box);
                Full[_full++] = box;
            }
        }

        shelf.Spares.AsSpan(CaseSize).Clear();
    }

    // In a struct: as generic code stores a class in an array, its type is looked up and checked.
    private readonly record struct Spare(TCommand Command);

    /// <summary>What one thread has at hand.</summary>
    private sealed class Shelf
    {
        public readonly Spare[] Spares = new Spare[2 * CaseSize];
        public int Count;
    }
}
