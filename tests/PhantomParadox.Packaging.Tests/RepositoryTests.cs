using System.Xml.Linq;
using Xunit;

namespace PhantomParadox.Packaging.Tests;

public sealed class RepositoryTests
{
    public static TheoryData<string> Packages => [.. Repository.Packages];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Lists_ThePublicApi_OfEveryPackage(string package)
    {
        string[] lists = ["PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"];
        var folder = Path.GetDirectoryName(Repository.ProjectOf(package))!;

        var lines = lists.Select(list => File.ReadAllLines(Path.Combine(folder, list))).ToArray();

        Assert.All(lines, list => Assert.Equal("#nullable enable", list[0]));
        Assert.Contains(lines.SelectMany(list => list), line => line.StartsWith("PhantomParadox.", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Describes_EveryPackage_InItsProject(string package) =>
        Assert.NotEmpty(XDocument.Load(Repository.ProjectOf(package)).Descendants("Description").Single().Value);

    [Fact]
    public void References_FromCore_ServeTheCompilerOnly() =>
        Assert.All(
            XDocument.Load(Repository.ProjectOf("PhantomParadox.Core")).Descendants("PackageReference"),
            reference => Assert.Equal("all", reference.Attribute("PrivateAssets")?.Value));

    [Fact]
    public void Packs_NoProject_OutsideTheSourceFolder_ButTheTool()
    {
        var outside = new[] { "hosts", "samples", "tests" }.Select(folder => Path.Combine(Repository.Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories));

        Assert.Equal(
            [Repository.Tool],
            outside.Where(project => XDocument.Load(project).Descendants("IsPackable").Any(value => value.Value == "true"))
                .Select(project => Path.GetFileNameWithoutExtension(project)));
    }
}
