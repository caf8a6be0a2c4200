using System.Globalization;
using System.Text;

namespace PhantomParadox.Client;

/// <summary>Writes the path of a list with what was given of its filters.</summary>
internal static class ListPath
{
    public static string Of(string path, int? limit, string? cursor, params ReadOnlySpan<(string Name, string? Value)> filters)
    {
        var written = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in filters)
            Add(name, value);
        Add("limit", limit?.ToString(CultureInfo.InvariantCulture));
        Add("cursor", cursor);
        return written.ToString();

        void Add(string name, string? value)
        {
            if (value is null)
                return;
            written.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
    }
}
