using System.Runtime.CompilerServices;

namespace PhantomParadox.Engine;

/// <summary>What waits to leave the market until all that it could have seen is durable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Position of the newest event that it could have seen.</param>
/// <param name="Subject">The command, the message or the event.</param>
/// <param name="Session">Where a message goes.</param>
/// <param name="WroteEvents">Whether a command wrote events itself.</param>
internal readonly record struct PendingRelease(
    ReleaseKind Kind, long Position, object Subject, SessionId Session = default, bool WroteEvents = false)
{
    /// <summary>The subject as what <see cref="Kind"/> says it is.</summary>
    // Unchecked: a cast to a class that others derive from walks up from the subject's own, which takes longer than releasing it.
    public T SubjectAs<T>() where T : class => Unsafe.As<T>(Subject);
}

/// <summary>What can leave the market.</summary>
internal enum ReleaseKind : byte
{
    /// <summary>Nothing: what stood here was taken.</summary>
    Nothing,

    /// <summary>A command's answer.</summary>
    Answer,

    /// <summary>Word to the caller of a command whose decision failed: nothing has changed.</summary>
    Fault,

    /// <summary>Word to the caller of a command that was carried out, but whose answer could not be copied out.</summary>
    LostAnswer,

    /// <summary>A message to a session.</summary>
    Delivery,

    /// <summary>An event for the live feed.</summary>
    Event,
}
