namespace PhantomParadox.Cli;

/// <summary>Thrown where a backup is not what it says; its message is for whoever ran the tool.</summary>
internal sealed class BackupInvalidException(string message, Exception? innerException = null) : Exception(message, innerException);
