using System.IO.Compression;
using System.Xml.Linq;

namespace PhantomParadox.Packaging.Tests;

/// <summary>What is in a nupkg or snupkg.</summary>
internal sealed class PackageFile(string path) : IDisposable
{
    private readonly ZipArchive _archive = ZipFile.OpenRead(path);

    public IReadOnlyList<string> Entries => [.. _archive.Entries.Select(entry => entry.FullName)];

    public XElement Metadata
    {
        get
        {
            using var nuspec = _archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            return XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        }
    }

    public IEnumerable<XElement> All(string name) => Metadata.Descendants().Where(element => element.Name.LocalName == name);

    public byte[] Read(string entry)
    {
        using var stream = _archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public void Dispose() => _archive.Dispose();
}
