namespace PhantomParadox.LoadTest;

/// <summary>The measurement failed: the target refused, answered something else, or went away. Its message is all the user sees.</summary>
internal sealed class LoadTestException(string message) : Exception(message);
