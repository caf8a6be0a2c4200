using System.Text.Json;

namespace PhantomParadox.Samples.Work;

/// <summary>What a job's description asks for.</summary>
public abstract record WorkRequest
{
    private WorkRequest()
    {
    }

    /// <summary>Hash what an address serves: <c>{"task":"hash","url":"https://…","expect":"hex?"}</c>.</summary>
    /// <param name="Url">An absolute address of http or https.</param>
    /// <param name="Expect">The SHA-256 that it should have, 32 bytes; null where there is nothing to compare.</param>
    public sealed record HashUrl(Uri Url, byte[]? Expect) : WorkRequest;

    /// <summary>Hash bytes that the job brings along: <c>{"task":"hash","inline":"base64","expect":"hex?"}</c>.</summary>
    /// <param name="Content">The bytes.</param>
    /// <param name="Expect">The SHA-256 that they should have, 32 bytes; null where there is nothing to compare.</param>
    public sealed record HashInline(byte[] Content, byte[]? Expect) : WorkRequest;

    /// <summary>Hash the <see cref="SeededBytes"/> of a number: <c>{"task":"hash","seed":7,"bytes":1048576,"expect":"hex?"}</c>.</summary>
    /// <param name="Seed">The number: 0 to 2⁵³ − 1, which every reader of JSON takes exactly.</param>
    /// <param name="Length">How many bytes, 0 or more.</param>
    /// <param name="Expect">The SHA-256 that they should have, 32 bytes; null where there is nothing to compare.</param>
    public sealed record HashSeeded(long Seed, long Length, byte[]? Expect) : WorkRequest;

    /// <summary>
    /// Check a Merkle proof: <c>{"task":"merkle","leaf":"base64","path":["left:hex","right:hex"],"root":"hex"}</c>, where the word says
    /// on which side the sibling stands, from the leaf upwards.
    /// </summary>
    /// <param name="Proof">The proof.</param>
    /// <param name="Root">The root that it should lead to, 32 bytes.</param>
    public sealed record CheckMerkle(MerkleProof Proof, byte[] Root) : WorkRequest;

    /// <summary>Reads a description.</summary>
    /// <exception cref="WorkRefusedException">It asks for nothing that is known here.</exception>
    public static WorkRequest Parse(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        try
        {
            using var document = JsonDocument.Parse(description, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new WorkRefusedException("The description must be a JSON object with a \"task\".");

            return Text(root, "task") switch
            {
                "hash" => ParseHash(root),
                "merkle" => ParseMerkle(root),
                null => throw new WorkRefusedException("The description has no \"task\"; known are \"hash\" and \"merkle\"."),
                _ => throw new WorkRefusedException("The task is unknown; known are \"hash\" and \"merkle\"."),
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter is a text with half a surrogate pair, found only when it is read.
            throw new WorkRefusedException("The description must be JSON, such as {\"task\":\"hash\",\"url\":\"https://…\"}.", error);
        }
    }

    private static WorkRequest ParseHash(JsonElement root)
    {
        var expect = Text(root, "expect") is { } hex ? Sha256Text.Parse(hex, "expect") : null;
        return (Text(root, "url"), Text(root, "inline"), Number(root, "seed")) switch
        {
            ({ } url, null, null) => new HashUrl(Address(url), expect),
            (null, { } inline, null) => new HashInline(Base64(inline, "inline"), expect),
            (null, null, { } seed) => new HashSeeded(seed, Number(root, "bytes") ?? throw new WorkRefusedException("\"bytes\" is missing."), expect),
            _ => throw new WorkRefusedException("A hash needs either \"url\" or \"inline\" or \"seed\"."),
        };
    }

    private static CheckMerkle ParseMerkle(JsonElement root)
    {
        var leaf = Base64(Required(root, "leaf"), "leaf");
        var expected = Sha256Text.Parse(Required(root, "root"), "root");
        if (!root.TryGetProperty("path", out var path) || path.ValueKind != JsonValueKind.Array || path.GetArrayLength() > MerkleProof.MaxLength)
            throw new WorkRefusedException($"\"path\" must be an array of at most {MerkleProof.MaxLength} texts.");

        var steps = new List<MerkleStep>(path.GetArrayLength());
        foreach (var step in path.EnumerateArray())
        {
            var text = step.ValueKind == JsonValueKind.String ? step.GetString()! : "";
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            steps.Add(text[..Math.Max(colon, 0)] switch
            {
                "left" => new MerkleStep(SiblingIsLeft: true, Sha256Text.Parse(text[(colon + 1)..], "path")),
                "right" => new MerkleStep(SiblingIsLeft: false, Sha256Text.Parse(text[(colon + 1)..], "path")),
                _ => throw new WorkRefusedException("Each step of \"path\" must read \"left:\" or \"right:\" and the sibling's hash."),
            });
        }

        return new CheckMerkle(new MerkleProof(leaf, steps), expected);
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url
            : throw new WorkRefusedException("\"url\" must be an absolute address of http or https.");

    private static byte[] Base64(string text, string field)
    {
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var written)
            ? bytes[..written]
            : throw new WorkRefusedException($"\"{field}\" must be base64.");
    }

    private static string Required(JsonElement root, string field) =>
        Text(root, field) ?? throw new WorkRefusedException($"\"{field}\" is missing.");

    private static long? Number(JsonElement root, string field)
    {
        const long largest = (1L << 53) - 1;
        if (!root.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number is >= 0 and <= largest
            ? number
            : throw new WorkRefusedException($"\"{field}\" must be a whole number from 0 to {largest}.");
    }

    private static string? Text(JsonElement root, string field)
    {
        if (!root.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String ? value.GetString() : throw new WorkRefusedException($"\"{field}\" must be a text.");
    }
}
