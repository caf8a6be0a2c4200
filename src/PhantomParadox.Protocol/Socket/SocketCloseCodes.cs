namespace PhantomParadox.Protocol.Socket;

/// <summary>Codes with which the server closes a socket, and what a client does then.</summary>
public static class SocketCloseCodes
{
    /// <summary>A binary message was sent: only text is understood.</summary>
    public const int UnsupportedData = 1003;

    /// <summary>Too many refused messages, or one that took too long: come back later and behave otherwise.</summary>
    public const int PolicyViolation = 1008;

    /// <summary>A message was longer than 64 KiB.</summary>
    public const int TooBig = 1009;

    /// <summary>A fault of the server.</summary>
    public const int InternalError = 1011;

    /// <summary>The server restarts: reconnect after a random wait of up to 10 s.</summary>
    public const int Restart = 1012;

    /// <summary>The client reads too slowly, or the server is full: reconnect later; held work is sent again.</summary>
    public const int Overloaded = 1013;

    /// <summary>Not signed in, or no longer.</summary>
    public const int Unauthenticated = 4001;

    /// <summary>Newer sockets of the same wallet have taken this one's place.</summary>
    public const int Superseded = 4002;
}
