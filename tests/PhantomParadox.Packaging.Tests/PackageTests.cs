using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Xunit;

namespace PhantomParadox.Packaging.Tests;

[Collection(PackedCollection.Name)]
public sealed class PackageTests(PackedFixture packed)
{
    private static readonly Dictionary<string, string[]> Dependencies = new()
    {
        ["PhantomParadox.Core"] = [],
        ["PhantomParadox.Protocol"] = [],
        ["PhantomParadox.Hosting"] =
        [
            "Microsoft.Extensions.Diagnostics.HealthChecks",
            "Microsoft.Extensions.Hosting.Abstractions",
            "Microsoft.Extensions.Options.ConfigurationExtensions",
            "PhantomParadox.Core",
        ],
        ["PhantomParadox.AspNetCore"] = ["PhantomParadox.Hosting", "PhantomParadox.Protocol", "SimpleBase"],
        ["PhantomParadox.Redis"] = ["PhantomParadox.Hosting", "StackExchange.Redis"],
        ["PhantomParadox.Solana"] = ["NSec.Cryptography", "PhantomParadox.Hosting", "SimpleBase"],
        ["PhantomParadox.Client"] = ["Microsoft.Extensions.Logging.Abstractions", "PhantomParadox.Protocol"],
        ["PhantomParadox.Testing"] = ["PhantomParadox.Core"],
        ["PhantomParadox.Verification"] = ["PhantomParadox.Core", "PhantomParadox.Protocol"],
        ["PhantomParadox.Sqlite"] = ["Microsoft.Data.Sqlite.Core", "PhantomParadox.Hosting", "SQLitePCLRaw.bundle_e_sqlite3"],
    };

    public static TheoryData<string> Packages => [.. Dependencies.Keys];

    [Fact]
    public void Packs_EachOfThese_AndNothingElse() =>
        Assert.Equal(
            Dependencies.Keys.Append(Repository.Tool).Select(package => $"{package}.{packed.Version}.nupkg").Order(StringComparer.Ordinal),
            Directory.GetFiles(packed.Feed, "*.nupkg").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Packages))]
    public void Holds_TheAssemblyItsDocumentationAndTheReadme_AndNoIcon(string package)
    {
        using var file = packed.Open(package);

        Assert.Equal(
            [$"{package}.nuspec", "README.md", $"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml"],
            file.Entries.Where(IsContent).Order(StringComparer.Ordinal));
        Assert.Equal("README.md", file.All("readme").Single().Value);
        Assert.Empty(file.All("icon"));

        static bool IsContent(string entry) =>
            !entry.StartsWith("_rels/", StringComparison.Ordinal) && !entry.StartsWith("package/", StringComparison.Ordinal) && entry != "[Content_Types].xml";
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void States_ItsLicenceItsPurposeAndItsTags(string package)
    {
        using var file = packed.Open(package);

        var licence = file.All("license").Single();
        Assert.Equal(("expression", "MIT"), (licence.Attribute("type")?.Value, licence.Value));
        Assert.True(file.All("description").Single().Value.Length > 40);
        Assert.Contains("jobs", file.All("tags").Single().Value.Split(' '));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Documents_ItsMembers(string package)
    {
        using var file = packed.Open(package);
        using var documentation = new MemoryStream(file.Read($"lib/net10.0/{package}.xml"));

        Assert.NotEmpty(XDocument.Load(documentation).Descendants("member"));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Comes_WithItsSymbols(string package)
    {
        using var symbols = packed.Open(package, "snupkg");

        Assert.Contains($"lib/net10.0/{package}.pdb", symbols.Entries);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Depends_OnWhatItsProjectStates_AndNothingElse(string package)
    {
        using var file = packed.Open(package);

        Assert.Equal(Dependencies[package], file.All("dependency").Select(dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheTool_BringsAllThatItRunsOn()
    {
        using var file = packed.Open(Repository.Tool);

        Assert.Empty(file.All("dependency"));
        Assert.Equal("DotnetTool", file.All("packageType").Single().Attribute("name")?.Value);
        Assert.All(
            (string[])[Repository.Tool, "PhantomParadox.Verification", "PhantomParadox.Core", "PhantomParadox.Protocol", "PhantomParadox.Sqlite", "System.CommandLine"],
            assembly => Assert.Contains($"tools/net10.0/any/{assembly}.dll", file.Entries));
    }

    [Fact]
    public async Task TheTool_RunsAsInstalled()
    {
        var folder = packed.NewFolder("tool");
        var config = Path.Combine(packed.NewFolder("tool-source"), "nuget.config");
        await File.WriteAllTextAsync(config, Stranger.Sources(packed.Feed, ""));
        await Sdk.RunAsync(
            Path.GetDirectoryName(config)!, new Dictionary<string, string> { ["NUGET_PACKAGES"] = packed.NewFolder("tool-cache") }, "tool", "install", Repository.Tool,
            "--tool-path", folder, "--version", packed.Version, "--configfile", config);

        Assert.Single(Directory.GetFiles(folder, "phantomparadox*"));
        var tool = Directory.GetFiles(folder, Repository.Tool + ".dll", SearchOption.AllDirectories).Single();
        Assert.Contains("verify-jury", await Sdk.RunAsync(folder, new Dictionary<string, string>(), tool, "--help"), StringComparison.Ordinal);

        // SQLite's own library is found where the tool was installed.
        var journal = Path.Combine(packed.NewFolder("tool-data"), "market.db");
        await File.WriteAllTextAsync(journal, "no database");
        var refused = await Assert.ThrowsAsync<SdkFailedException>(
            () => Sdk.RunAsync(folder, new Dictionary<string, string>(), tool, "journal", "inspect", "--path", journal));
        Assert.Contains("is damaged, or no journal", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Core_RefersToNothing_ButTheBaseLibrary()
    {
        using var file = packed.Open("PhantomParadox.Core");
        using var assembly = new PEReader(new MemoryStream(file.Read("lib/net10.0/PhantomParadox.Core.dll")));
        var metadata = assembly.GetMetadataReader();
        var baseLibrary = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        var others = metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name))
            .Where(name => !File.Exists(Path.Combine(baseLibrary, name + ".dll")));

        Assert.Empty(others);
    }
}
