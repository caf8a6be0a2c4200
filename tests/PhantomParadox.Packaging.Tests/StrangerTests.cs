using Xunit;

namespace PhantomParadox.Packaging.Tests;

[Collection(PackedCollection.Name)]
public sealed class StrangerTests(PackedFixture packed)
{
    [Fact]
    public async Task Runs_AJobToPaid_FromThePackagesAlone()
    {
        var folder = packed.NewFolder("stranger");
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), Stranger.Sources(packed.Feed, MachineCache()));
        await File.WriteAllTextAsync(Path.Combine(folder, "Stranger.csproj"), Stranger.Project(packed.Version));
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Stranger.Program);
        var environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = packed.NewFolder("packages") };

        var output = await Sdk.RunAsync(folder, environment, "run", "--configuration", "Release");

        Assert.Contains("ada was paid 1000000 for abc", output, StringComparison.Ordinal);
    }

    private static string MachineCache() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
