using System.Runtime.CompilerServices;

namespace PhantomParadox.Journal;

/// <summary>An event that this version doesn't know: it is never skipped, since the state would be another.</summary>
internal static class UnknownEvent
{
    // Called: making a text takes room that whoever asks what an event is would prepare each time.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static JournalCorruptException At(long position, EventTag tag) =>
        new($"Position {position}: event {(byte)tag} is unknown; a newer version wrote this journal.");
}
