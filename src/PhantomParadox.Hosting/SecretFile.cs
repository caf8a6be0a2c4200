using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using Microsoft.Win32.SafeHandles;

namespace PhantomParadox.Hosting;

/// <summary>Files that only their owner can read.</summary>
internal static class SecretFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes a file with some content: afterwards it is there whole, and durable, or not at all.</summary>
    public static void Create(string path, ReadOnlySpan<byte> content)
    {
        // A name of its own: two processes that begin at once don't meet before the last step.
        var draft = $"{path}.{Path.GetRandomFileName()}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Owner;
        try
        {
            using (var file = new FileStream(draft, options))
            {
                if (OperatingSystem.IsWindows())
                    Restrict(draft);
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>What is wrong with who may use an open file; null where nothing is. Not looked at on Windows.</summary>
    public static string? ComplaintAbout(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
            return null;
        var mode = File.GetUnixFileMode(file);
        return (mode & Others) == 0
            ? null
            : $"{path} can be used by others than its owner (mode {Convert.ToString((int)mode & 0x1FF, 8)}), and who reads it foretells juries. "
                + $"If nobody has: chmod 600 '{path}'. Else move it away; a new chain begins.";
    }

    // Best effort: a file system without access control keeps its own ways.
    [SupportedOSPlatform("windows")]
    private static void Restrict(string path)
    {
        if (WindowsIdentity.GetCurrent().User is not { } user)
            return;
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(user, FileSystemRights.FullControl, AccessControlType.Allow));
        try
        {
            new FileInfo(path).SetAccessControl(security);
        }
        catch (Exception error) when (error is NotSupportedException or UnauthorizedAccessException or IOException)
        {
        }
    }
}
