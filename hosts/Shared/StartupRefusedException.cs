namespace PhantomParadox.Hosts;

/// <summary>Thrown where a setting forbids the start; its message is one line for whoever started the server.</summary>
internal sealed class StartupRefusedException(string message) : Exception(message);
