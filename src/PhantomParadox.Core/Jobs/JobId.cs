namespace PhantomParadox;

/// <summary>The identity of a job: a version 7 UUID, so that ids sort by creation.</summary>
/// <param name="Value">The UUID. <see cref="Guid.Empty"/> names no job.</param>
public readonly record struct JobId(Guid Value)
{
    /// <summary>The UUID in its usual form of 36 lower-case characters.</summary>
    public override string ToString() => Value.ToString("D");

    /// <summary>Reads an id in the form of <see cref="ToString"/>.</summary>
    /// <param name="text">The text; anything but a UUID of 36 characters is refused.</param>
    /// <param name="id">The id, or <c>default</c>.</param>
    /// <returns>Whether the text was an id. A text that is none names no job: treat it as unknown.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out JobId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new JobId(value);
        return parsed;
    }
}
