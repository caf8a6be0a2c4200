namespace PhantomParadox.AspNetCore;

/// <summary>How operators are known. Section <c>Operator</c>.</summary>
public sealed class OperatorOptions
{
    /// <summary>Shortest <see cref="Key"/>.</summary>
    public const int LeastKeyLength = 32;

    /// <summary>
    /// The secret that operators send as <c>Authorization: Bearer …</c>: at least 32 visible ASCII characters, from a secret store. Default none:
    /// then the endpoints of operators don't exist.
    /// </summary>
    public string? Key { get; set; }
}
