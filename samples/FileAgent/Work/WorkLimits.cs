namespace PhantomParadox.Samples.Work;

/// <summary>What a stranger's job may cost this machine.</summary>
public sealed record WorkLimits
{
    /// <summary>Most bytes to hash. Default 64 MiB; at least 1.</summary>
    public long MaxBytes { get; init; } = 64 << 20;

    /// <summary>Longest download, from the first packet to the last byte. Default 60 s; more than 0.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Whether addresses that are not public (loopback, private, link-local) may be fetched. Default false: jobs come from strangers, and
    /// such addresses are this machine and its neighbours.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }
}
