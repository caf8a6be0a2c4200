namespace PhantomParadox.Samples.Work;

/// <summary>The work can't be done as it is asked for; the message says why, for the buyer to read.</summary>
public sealed class WorkRefusedException(string message, Exception? cause = null) : Exception(message, cause);
