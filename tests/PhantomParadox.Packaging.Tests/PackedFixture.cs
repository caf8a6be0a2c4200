using System.Text.Json;
using Xunit;

namespace PhantomParadox.Packaging.Tests;

/// <summary>A feed of this tree's packages, packed once into a folder that goes away again, in a version no cache can know.</summary>
public sealed class PackedFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phantomparadox-").FullName;
    private readonly string _suffix = "t" + Guid.NewGuid().ToString("n");

    /// <summary>The folder that <c>nuget.config</c> may name as a source.</summary>
    public string Feed => Path.Combine(_folder, "feed");

    /// <summary>The version of every package in the feed.</summary>
    public string Version { get; private set; } = "";

    /// <summary>An empty folder, outside the tree, deleted with the feed.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>Opens a package of the feed.</summary>
    internal PackageFile Open(string package, string extension = "nupkg") => new(Path.Combine(Feed, $"{package}.{Version}.{extension}"));

    async Task IAsyncLifetime.InitializeAsync()
    {
        try
        {
            await PackAsync();
        }
        catch
        {
            Directory.Delete(_folder, recursive: true);
            throw;
        }
    }

    Task IAsyncLifetime.DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private async Task PackAsync()
    {
        var filter = Path.Combine(_folder, "packages.slnf");
        var projects = Repository.Packages.Select(package => $@"src\{package}\{package}.csproj")
            .Append($@"hosts\{Repository.Tool}\{Repository.Tool}.csproj");
        var solution = new { path = Path.Combine(Repository.Root, "PhantomParadox.sln"), projects };
        await File.WriteAllTextAsync(filter, JsonSerializer.Serialize(new { solution }));
        // Outputs of its own: those in the tree belong to the build that runs this test.
        await Sdk.RunAsync(Repository.Root, new Dictionary<string, string>(), "pack", filter, "--configuration", "Release", "--output", Feed,
            "--artifacts-path", Path.Combine(_folder, "artifacts"), $"-p:VersionSuffix={_suffix}", "-tl:off", "-v:q");
        var core = Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, "PhantomParadox.Core.*.nupkg").Single());
        Version = core["PhantomParadox.Core.".Length..];
    }
}
