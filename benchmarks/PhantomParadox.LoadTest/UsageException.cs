namespace PhantomParadox.LoadTest;

/// <summary>The command line makes no sense. Its message is all the user sees.</summary>
internal sealed class UsageException(string message) : Exception(message);
