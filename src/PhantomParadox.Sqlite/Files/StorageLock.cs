using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PhantomParadox.Sqlite.Files;

/// <summary>
/// The files beside the journal of which one process at a time holds the first, and writes into the second, without waiting for the disk,
/// who it is and what was acknowledged last.
/// </summary>
/// <remarks>
/// The mark is written after the journal is durable, so it is never ahead of what a healthy journal holds. SQLite ends its log silently
/// at the first frame that can't be read: without the mark a damaged frame would make a shorter history that looks whole.
/// </remarks>
internal sealed class StorageLock : IDisposable
{
    /// <summary>What follows the journal's name in that of the lock.</summary>
    public const string LockEnd = ".lock";

    /// <summary>What follows the journal's name in that of the mark.</summary>
    public const string MarkEnd = ".mark";

    private const int HashOffset = 8;
    private const int ChecksumOffset = HashOffset + 32;
    private const int ChecksumSize = 16;
    private const int MarkSize = ChecksumOffset + ChecksumSize;
    private const int OwnerOffset = 64;

    private readonly FileStream _lock;
    private readonly FileStream _file;
    private readonly byte[] _mark = new byte[MarkSize];

    private StorageLock(FileStream held, FileStream file) => (_lock, _file) = (held, file);

    /// <summary>Takes the lock of a journal.</summary>
    /// <param name="journal">The journal's path.</param>
    /// <exception cref="SqliteStorageException">Another holds it, or it can't be taken here.</exception>
    public static StorageLock Take(string journal)
    {
        FileStream? held = null;
        FileStream file;
        try
        {
            held = new FileStream(journal + LockEnd, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            file = new FileStream(journal + MarkEnd, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new SqliteStorageException($"{Refusal(journal)} ({error.Message})", error);
        }

        var taken = new StorageLock(held, file);
        RandomAccess.Write(file.SafeFileHandle, Encoding.ASCII.GetBytes($"{Environment.ProcessId,-12}"), OwnerOffset);
        return taken;
    }

    /// <summary>Reads what was acknowledged last; false where nothing is known of it.</summary>
    public bool TryReadMark(out long position, out ReadOnlySpan<byte> hash) => TryRead(_file, _mark, out position, out hash);

    /// <summary>Reads what was acknowledged last in a journal that another process may hold; 0 where nothing is known of it.</summary>
    public static long ReadMark(string journal)
    {
        try
        {
            using var file = new FileStream(journal + MarkEnd, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return TryRead(file, new byte[MarkSize], out var position, out _) ? position : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Remembers what is durable now.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    public void Mark(long position, ReadOnlySpan<byte> hash)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_mark, position);
        hash.CopyTo(_mark.AsSpan(HashOffset));
        Span<byte> checksum = stackalloc byte[32];
        SHA256.HashData(_mark.AsSpan(0, ChecksumOffset), checksum);
        checksum[..ChecksumSize].CopyTo(_mark.AsSpan(ChecksumOffset));
        RandomAccess.Write(_file.SafeFileHandle, _mark, 0);
    }

    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static bool TryRead(FileStream file, byte[] mark, out long position, out ReadOnlySpan<byte> hash)
    {
        var read = RandomAccess.Read(file.SafeFileHandle, mark, 0);
        Span<byte> checksum = stackalloc byte[32];
        SHA256.HashData(mark.AsSpan(0, ChecksumOffset), checksum);
        position = BinaryPrimitives.ReadInt64LittleEndian(mark);
        hash = mark.AsSpan(HashOffset, 32);
        return read == MarkSize && checksum[..ChecksumSize].SequenceEqual(mark.AsSpan(ChecksumOffset));
    }

    private static string Refusal(string journal)
    {
        try
        {
            using var file = new FileStream(journal + MarkEnd, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var owner = new byte[12];
            if (RandomAccess.Read(file.SafeFileHandle, owner, OwnerOffset) == owner.Length)
                return $"'{journal}' is held by process {Encoding.ASCII.GetString(owner).Trim()}: one host at a time runs a market. Stop it, or choose another path.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever holds it is not to be known, then.
        }

        return $"'{journal}' can't be locked: perhaps another host runs this market, or the folder can't be written.";
    }
}
