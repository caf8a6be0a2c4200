using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PhantomParadox.Protocol.Rest;

/// <summary>The digest of a proof: SHA-256 of its canonical form without the member <c>digest</c>.</summary>
/// <remarks>
/// Canonical are: UTF-8; no white space; members in the ordinal order of their names, those that are null left out; whole numbers as
/// they are written; texts with the escapes that JSON requires and no others. It is the form of RFC 8785 for what a proof consists of.
/// Whoever makes a proof makes its digest too: it shows that a copy is whole, not that what it says is true.
/// </remarks>
public static class ProofDigest
{
    private const string Own = "digest";

    /// <summary>Computes the digest of a proof.</summary>
    /// <param name="proof">The proof, with or without its digest.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(DisputeProofReply proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return Of(JsonSerializer.SerializeToElement(proof, RestJson.Default.DisputeProofReply));
    }

    /// <summary>Computes the digest of a proof as it was read.</summary>
    /// <param name="proof">The object; its member <c>digest</c> doesn't count.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(JsonElement proof) => Convert.ToHexStringLower(SHA256.HashData(Canonical(proof, Own)));

    /// <summary>Writes JSON in its canonical form.</summary>
    internal static byte[] Canonical(JsonElement value, string? without = null)
    {
        var text = new StringBuilder();
        Write(text, value, without);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonElement value, string? without)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject()
                    .Where(member => member.Value.ValueKind != JsonValueKind.Null && member.Name != without)
                    .OrderBy(member => member.Name, StringComparer.Ordinal);
                text.Append('{');
                var separator = "";
                foreach (var member in members)
                {
                    text.Append(separator);
                    Write(text, member.Name);
                    text.Append(':');
                    Write(text, member.Value, without: null);
                    separator = ",";
                }
                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var comma = "";
                foreach (var item in value.EnumerateArray())
                {
                    text.Append(comma);
                    Write(text, item, without: null);
                    comma = ",";
                }
                text.Append(']');
                break;
            case JsonValueKind.String:
                Write(text, value.GetString()!);
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void Write(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => text.Append('\\').Append(character),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }
        text.Append('"');
    }
}
