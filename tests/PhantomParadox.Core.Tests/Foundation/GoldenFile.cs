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

    public static void Match(string name, params IReadOnlyList<byte[]> lines)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } directory)
            File.WriteAllText(Path.Combine(directory, name + ".hex"), string.Concat(lines.Select(line => Convert.ToHexString(line) + "\n")));
        else
            Assert.Equal(Read(name).Select(Convert.ToHexString), lines.Select(Convert.ToHexString));
    }
}
