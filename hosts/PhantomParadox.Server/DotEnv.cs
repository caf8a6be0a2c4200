namespace PhantomParadox.Server;

/// <summary>Reads the <c>.env</c> file of the working directory: the four settings that the first implementation kept there.</summary>
internal static class DotEnv
{
    private static readonly string[] Known = ["PORT", "NODE_ENV", "LOG_LEVEL", "SOLANA_RPC_URL"];

    public static IReadOnlyDictionary<string, string?> Read(string directory)
    {
        var path = Path.Combine(directory, ".env");
        try
        {
            return File.Exists(path) ? Parse(File.ReadLines(path)) : new Dictionary<string, string?>();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"{path} can't be read: {error.Message}");
        }
    }

    /// <summary>Reads lines of <c>NAME=value</c>. Comments, blank lines and other names are passed over; quotes around a value fall.</summary>
    internal static IReadOnlyDictionary<string, string?> Parse(IEnumerable<string> lines)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
        {
            var text = line.Trim();
            if (text.StartsWith("export ", StringComparison.Ordinal))
                text = text["export ".Length..].TrimStart();
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || text[0] == '#')
                continue;
            var name = text[..equals].TrimEnd();
            if (Known.Contains(name, StringComparer.Ordinal))
                settings[name] = Value(text[(equals + 1)..].Trim());
        }

        return settings;
    }

    private static string Value(string text)
    {
        if (text.Length >= 2 && text[0] is '"' or '\'' && text.IndexOf(text[0], 1) is var end and > 0)
            return text[1..end];
        // Behind a value that isn't quoted a comment may follow.
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }
}
