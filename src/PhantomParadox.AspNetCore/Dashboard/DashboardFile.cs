using System.Security.Cryptography;

namespace PhantomParadox.AspNetCore;

/// <summary>One file of the page, as it lies in the assembly.</summary>
internal sealed class DashboardFile
{
    private DashboardFile(string contentType, byte[] content)
    {
        (ContentType, Content) = (contentType, content);
        Tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"";
    }

    public string ContentType { get; }

    public byte[] Content { get; }

    /// <summary>Its entity tag.</summary>
    public string Tag { get; }

    public static DashboardFile Load(string name, string contentType)
    {
        using var stream = typeof(DashboardFile).Assembly.GetManifestResourceStream("Dashboard/" + name)
            ?? throw new InvalidOperationException($"The assembly lacks Dashboard/{name}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new DashboardFile(contentType, content);
    }
}
