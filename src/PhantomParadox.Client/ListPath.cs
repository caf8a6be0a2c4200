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

    /// <summary>A bound as the wire has it: epoch milliseconds, a part of one being the next, since things are created at whole ones.</summary>
    public static string? Time(DateTimeOffset? time)
    {
        if (time is not { } moment)
            return null;
        var whole = moment.ToUnixTimeMilliseconds();
        if (DateTimeOffset.FromUnixTimeMilliseconds(whole) < moment)
            whole++;
        // The wire goes from 1970 to 9999, and so does everything.
        return Math.Clamp(whole, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()).ToString(CultureInfo.InvariantCulture);
    }
}
