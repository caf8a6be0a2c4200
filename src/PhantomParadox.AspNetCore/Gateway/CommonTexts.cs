using System.Text;
using System.Text.Json;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>Texts that many agents send alike, and lists of them: each is kept once, not once an agent.</summary>
/// <remarks>Of a fixed size, so that nobody can fill it: a newer one takes the place of an older, which lives on where it is used.
/// Two threads that race cost one instance more and nothing else.</remarks>
internal sealed class CommonTexts
{
    private const int Places = 512;
    private const int MaxBytes = 32;
    private readonly string?[] _texts = new string?[Places];
    private readonly string[]?[] _lists = new string[]?[Places];

    /// <summary>Those of the process.</summary>
    public static CommonTexts Shared { get; } = new();

    /// <summary>The text of a string token.</summary>
    public string? Get(in Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        if (reader.ValueIsEscaped || bytes.Length > MaxBytes)
            return reader.GetString();

        var hash = new HashCode();
        hash.AddBytes(bytes);
        ref var place = ref _texts[(uint)hash.ToHashCode() % Places];
        if (Volatile.Read(ref place) is { } text && Ascii.Equals(bytes, text))
            return text;
        text = reader.GetString();
        Volatile.Write(ref place, text);
        return text;
    }

    /// <summary>A list of these texts.</summary>
    public string[] Get(ReadOnlySpan<string> texts)
    {
        var hash = new HashCode();
        foreach (var text in texts)
            hash.Add(text, StringComparer.Ordinal);
        ref var place = ref _lists[(uint)hash.ToHashCode() % Places];
        if (Volatile.Read(ref place) is { } list && texts.SequenceEqual(list))
            return list;
        list = texts.ToArray();
        Volatile.Write(ref place, list);
        return list;
    }
}
