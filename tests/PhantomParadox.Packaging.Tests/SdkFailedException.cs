namespace PhantomParadox.Packaging.Tests;

/// <summary>A dotnet command that failed: what it was, how it ended, and what it printed.</summary>
internal sealed class SdkFailedException(string[] arguments, string ending, string output)
    : Exception($"dotnet {string.Join(' ', arguments)} {ending}.{Hint(output)}{Environment.NewLine}{output}")
{
    private static string Hint(string output) =>
        output.Contains("NU1301", StringComparison.Ordinal) || output.Contains("Unable to load the service index", StringComparison.Ordinal)
            ? " A package source did not answer: this test needs the machine's package sources, or a network to reach them by."
            : "";
}
