namespace PhantomParadox.CrashImages;

/// <summary>A promise is broken. The message says how to see it again.</summary>
internal sealed class CrashImagesFailedException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Images that were in order before it.</summary>
    public int ImagesBefore { get; init; }

    /// <summary>The folder with what the power cut left; null where none did.</summary>
    public string? Left { get; init; }
}
