namespace PhantomParadox.Solana;

/// <summary>Which Solana nodes are asked, and how patiently.</summary>
public sealed class SolanaRpcOptions
{
    /// <summary>
    /// Addresses of the nodes, the preferred first: <c>https://</c>, or <c>http://</c> on this machine. 1 to 16, all of one cluster. An address may
    /// hold a key in its path, query or user; it is never logged, nor shown in errors: scheme, host and port are.
    /// </summary>
    public IList<string> Endpoints { get; } = [];

    /// <summary>Whether <c>http://</c> is allowed to other machines, where anyone in between can lie and read along. Default false.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>How long one answer may take. Default 10 s; 100 ms to 2 min.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a read is tried, over all endpoints together. Default 5; 1 to 20. A transaction is sent once for each call.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>
    /// How long an endpoint is left alone after its first failure; each further one doubles it. Half of it is left to chance. Default 250 ms; 1 ms
    /// to 1 min.
    /// </summary>
    public TimeSpan BackoffBase { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest that doubling leads to. Default 10 s; at least <see cref="BackoffBase"/>, at most 10 min.</summary>
    public TimeSpan BackoffLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest a request waits for its turn, or for an endpoint to be asked again; where it would take longer it fails at once, and says when to
    /// come back. Default 30 s; 0 to 10 min.
    /// </summary>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests to one endpoint in a second; as many may go at once after a pause. Default 10, which public endpoints allow; 1 to 10,000.</summary>
    public int RequestsPerSecond { get; set; } = 10;

    /// <summary>The longest answer that is read, in bytes. Default 8 MiB; 64 KiB to 256 MiB.</summary>
    public int MaxResponseBytes { get; set; } = 8 * 1024 * 1024;
}
