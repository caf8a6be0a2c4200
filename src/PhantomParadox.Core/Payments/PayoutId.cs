namespace PhantomParadox;

/// <summary>The identity of a payout: a version 7 UUID, so that ids sort by opening.</summary>
/// <param name="Value">The UUID. <see cref="Guid.Empty"/> names no payout.</param>
public readonly record struct PayoutId(Guid Value)
{
    /// <summary>The UUID in its usual form of 36 lower-case characters.</summary>
    public override string ToString() => Value.ToString("D");

    /// <summary>Reads an id in the form of <see cref="ToString"/>.</summary>
    /// <param name="text">The text; anything but a UUID of 36 characters is refused.</param>
    /// <param name="id">The id, or <c>default</c>.</param>
    /// <returns>Whether the text was an id. A text that is none names no payout: treat it as unknown.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out PayoutId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new PayoutId(value);
        return parsed;
    }
}
