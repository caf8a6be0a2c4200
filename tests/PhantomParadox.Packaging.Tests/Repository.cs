using System.Reflection;
using System.Xml.Linq;

namespace PhantomParadox.Packaging.Tests;

/// <summary>The tree the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string[] Packages { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>The package that is a dotnet tool.</summary>
    public const string Tool = "PhantomParadox.Cli";

    public static string ProjectOf(string package) => Path.Combine(Root, "src", package, package + ".csproj");

    public static string VersionOf(string dependency) => XDocument.Load(Path.Combine(Root, "Directory.Packages.props"))
        .Descendants("PackageVersion").Single(version => version.Attribute("Include")?.Value == dependency).Attribute("Version")!.Value;
}
