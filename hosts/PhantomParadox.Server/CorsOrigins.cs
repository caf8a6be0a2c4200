namespace PhantomParadox.Server;

/// <summary>Reads the origins whose pages may call: a list, or one text with commas.</summary>
internal static class CorsOrigins
{
    public static IReadOnlyList<string> Read(IConfigurationSection section)
    {
        var texts = section.Value is { } one
            ? one.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : section.GetChildren().Select(child => child.Value ?? "");
        return [.. texts.Select(Check)];
    }

    private static string Check(string text)
    {
        // An origin is scheme, host and port; a path or a closing slash would never match one.
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            && text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3) < 0)
        {
            return text;
        }

        throw new StartupRefusedException($"Cors:Origins has '{text}'; an origin looks like https://example.org or http://localhost:8080.");
    }
}
