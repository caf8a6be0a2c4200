using System.Text.Json;
using Xunit;

namespace PhantomParadox.Solana.Tests.Vectors;

/// <summary>Expected bytes that the common clients of other languages made: see <c>madeWith</c> in the file.</summary>
internal static class Vector
{
    public static JsonElement All { get; } = Read("vectors.json");

    public static JsonElement Samples { get; } = Read("rpc-samples.json").GetProperty("samples");

    /// <summary>The places of a list's vectors, each with its name where it has one, for a theory.</summary>
    public static TheoryData<int, string> Cases(JsonElement list)
    {
        var cases = new TheoryData<int, string>();
        foreach (var (at, one) in list.EnumerateArray().Index())
            cases.Add(at, one.TryGetProperty("name", out var name) || one.TryGetProperty("reason", out name) ? name.GetString()! : "");
        return cases;
    }

    public static string Text(this JsonElement vector, string member) => vector.GetProperty(member).GetString()!;

    public static byte[] Hex(this JsonElement vector, string member) => Convert.FromHexString(vector.Text(member));

    public static PublicKey Key(this JsonElement vector, string member) => PublicKey.Parse(vector.Text(member));

    private static JsonElement Read(string name)
    {
        using var stream = typeof(Vector).Assembly.GetManifestResourceStream(name)!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
