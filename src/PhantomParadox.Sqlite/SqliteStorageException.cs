namespace PhantomParadox.Sqlite;

/// <summary>The storage can't be opened, for a reason that whoever runs the host can remove; nothing was written.</summary>
/// <param name="message">The reason, and what to do.</param>
/// <param name="innerException">The cause, if another exception was.</param>
public sealed class SqliteStorageException(string message, Exception? innerException = null) : Exception(message, innerException);
