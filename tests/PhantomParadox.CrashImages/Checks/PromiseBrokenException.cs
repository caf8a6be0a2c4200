namespace PhantomParadox.CrashImages.Checks;

/// <summary>A promise doesn't hold; the message says what is wrong.</summary>
internal sealed class PromiseBrokenException(string message, Exception? cause = null) : Exception(message, cause);
