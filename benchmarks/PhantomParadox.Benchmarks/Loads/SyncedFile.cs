using System.Security.Cryptography;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>A file whose room was made before, written and synced each time.</summary>
internal sealed class SyncedFile : IDisposable
{
    private const long Room = 256 << 20;

    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _file;
    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(1 << 20);
    private long _offset;

    public SyncedFile(string path)
    {
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, preallocationSize: Room);
        for (var at = 0L; at < Room; at += _bytes.Length)
            RandomAccess.Write(_file, _bytes, at);
        RandomAccess.FlushToDisk(_file);
    }

    /// <summary>Writes at most 1 MiB behind what was written before, and syncs.</summary>
    public void Append(int size)
    {
        if (_offset + size > Room)
            _offset = 0;
        RandomAccess.Write(_file, _bytes.AsSpan(0, size), _offset);
        RandomAccess.FlushToDisk(_file);
        _offset += size;
    }

    public void Dispose() => _file.Dispose();
}
