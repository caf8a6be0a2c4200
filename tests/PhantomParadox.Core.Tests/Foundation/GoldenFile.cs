using System.IO.Compression;

namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>Bytes that must never change, one hexadecimal line each.</summary>
/// <remarks>
/// <c>PHANTOMPARADOX_GOLDEN</c>, set to this project's Golden directory, writes them anew. For a format that was released, that is a break.
/// </remarks>
internal static class GoldenFile
{
    private const string Variable = "PHANTOMPARADOX_GOLDEN";

    public static IReadOnlyList<byte[]> Read(string name) =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".hex")).Select(Convert.FromHexString)];

    /// <summary>The same, each line packed by Brotli.</summary>
    public static IReadOnlyList<byte[]> ReadPacked(string name) => [.. Read(name).Select(Unpack)];

    /// <summary>The same, each line packed by Brotli. What is packed must stay, not how.</summary>
    public static void MatchPacked(string name, IReadOnlyList<byte[]> lines)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
            Match(name, [.. lines.Select(Pack)]);
        else
            Assert.Equal(ReadPacked(name).Select(Convert.ToHexString), lines.Select(Convert.ToHexString));
    }

    /// <summary>Lines of text.</summary>
    public static void MatchText(string name, IReadOnlyList<string> lines)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } directory)
            File.WriteAllText(Path.Combine(directory, name + ".txt"), string.Concat(lines.Select(line => line + "\n")));
        else
            Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", name + ".txt")), lines);
    }

    public static void Match(string name, params IReadOnlyList<byte[]> lines)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } directory)
            File.WriteAllText(Path.Combine(directory, name + ".hex"), string.Concat(lines.Select(line => Convert.ToHexString(line) + "\n")));
        else
            Assert.Equal(Read(name).Select(Convert.ToHexString), lines.Select(Convert.ToHexString));
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize))
            brotli.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] bytes)
    {
        using var brotli = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        brotli.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
