namespace PhantomParadox;

/// <summary>A snapshot can't be read: it is not there, not whole, damaged or not the state that its header names.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="innerException">The cause, if another exception was.</param>
public sealed class SnapshotCorruptException(string message, Exception? innerException = null) : Exception(message, innerException);
