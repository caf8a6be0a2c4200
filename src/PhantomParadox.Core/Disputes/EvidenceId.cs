namespace PhantomParadox;

/// <summary>The identity of one piece of evidence: a version 7 UUID.</summary>
/// <param name="Value">The UUID. <see cref="Guid.Empty"/> names no evidence.</param>
public readonly record struct EvidenceId(Guid Value)
{
    /// <summary>The UUID in its usual form of 36 lower-case characters.</summary>
    public override string ToString() => Value.ToString("D");

    /// <summary>Reads an id in the form of <see cref="ToString"/>.</summary>
    /// <param name="text">The text; anything but a UUID of 36 characters is refused.</param>
    /// <param name="id">The id, or <c>default</c>.</param>
    /// <returns>Whether the text was an id. A text that is none names no evidence: treat it as unknown.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out EvidenceId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new EvidenceId(value);
        return parsed;
    }
}
