namespace PhantomParadox.AspNetCore;

/// <summary>What the REST endpoints take.</summary>
public sealed class PhantomParadoxRestOptions
{
    /// <summary>Longest body of a request in bytes; a longer one is refused with 413. Default 65,536; 1,024 to 1,048,576.</summary>
    public int MaxBodyBytes { get; set; } = 64 * 1024;
}
