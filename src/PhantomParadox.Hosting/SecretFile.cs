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

    /// <summary>Makes a file with some content, unless it is there: afterwards it is there whole, and durable, or not at all.</summary>
    /// <exception cref="IOException">It can't be made, or another process is making it.</exception>
    public static void Create(string path, ReadOnlySpan<byte> content)
    {
        // A move that overwrites nothing is two steps on Unix, so whoever makes the file has the draft locked until it has its name: a
        // second one fails at the lock or finds the file. A draft that a crash left is written anew.
        var draft = path + ".new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Owner;
        using var file = new FileStream(draft, options);
        if (File.Exists(path))
        {
            File.Delete(draft);
            return;
        }

        if (OperatingSystem.IsWindows())
            Restrict(draft);
        file.SetLength(0);
        file.Write(content);
        file.Flush(flushToDisk: true);
        File.Move(draft, path, overwrite: false);
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
