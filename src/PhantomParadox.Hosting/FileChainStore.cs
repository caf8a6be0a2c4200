using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace PhantomParadox.Hosting;

/// <summary>Keeps a beacon's hash chains in a file of two equal copies, which is held locked.</summary>
/// <remarks>
/// Both copies are written and synced, one after the other, before a write counts; so a crash spoils one at most, and damage to one is
/// survived. The file keeps its length and its place: that a write is durable hangs on no directory.
/// </remarks>
internal sealed class FileChainStore : IChainStore, IDisposable
{
    private const int Copies = 2;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly ILogger _logger;
    private readonly ChainRecord[] _found;
    private readonly HashSet<Digest> _tips;
    private readonly Lock _writing = new();
    private ulong _generation;

    private FileChainStore(string path, SafeFileHandle file, ILogger logger)
    {
        (_path, _file, _logger) = (path, file, logger);
        _found = Read();
        _tips = [.. _found.Select(chain => chain.Tip)];
        _logger.Opened(path, _found.Length);
    }

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="path">Its path; a link is followed.</param>
    /// <param name="logger">Told what becomes of it. Default: nobody.</param>
    /// <exception cref="ChainFileException">It is damaged, in use, readable by others, or can't be opened.</exception>
    public static FileChainStore Open(string path, ILogger? logger = null)
    {
        path = Path.GetFullPath(path);
        SafeFileHandle? file = null;
        try
        {
            if (new FileInfo(path) is { LinkTarget: not null } link)
                path = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            Begin(path);
            file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            if (SecretFile.ComplaintAbout(file, path) is { } complaint)
                throw new ChainFileException(complaint);
            return new FileChainStore(path, file, logger ?? NullLogger.Instance);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw error as ChainFileException ?? new ChainFileException(
                $"{path} can't be opened. {error.Message} A file of hash chains serves one market: see that no other process has it.", error);
        }
    }

    public ValueTask<IReadOnlyList<ChainRecord>> ReadAsync(CancellationToken cancellationToken) => new(_found);

    public ValueTask WriteAsync(IReadOnlyList<ChainRecord> chains, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_writing)
            Write(chains);
        return ValueTask.CompletedTask;
    }

    /// <summary>Gives the file back, for the next that opens it: after a write that is under way, before any other.</summary>
    public void Dispose()
    {
        lock (_writing)
            _file.Dispose();
    }

    private void Write(IReadOnlyList<ChainRecord> chains)
    {
        var copy = ChainFileFormat.Write(_generation + 1, chains);
        for (var place = 0; place < Copies; place++)
        {
            RandomAccess.Write(_file, copy, place * ChainFileFormat.CopyLength);
            RandomAccess.FlushToDisk(_file);
        }

        _generation++;
        foreach (var chain in chains)
        {
            if (_tips.Add(chain.Tip))
                _logger.Begun(_path, chain.Tip);
        }
    }

    private static void Begin(string path)
    {
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var copy = ChainFileFormat.Write(generation: 0, []);
        SecretFile.Create(path, [.. copy, .. copy]);
    }

    private ChainRecord[] Read()
    {
        ChainRecord[]? newest = null;
        var whole = 0;
        var copy = new byte[ChainFileFormat.CopyLength];
        for (var place = 0; place < Copies; place++)
        {
            var length = RandomAccess.Read(_file, copy, place * ChainFileFormat.CopyLength);
            if (!TryRead(copy.AsSpan(0, length), out var generation, out var chains))
                continue;
            whole++;
            if (newest is null || generation > _generation)
                (newest, _generation) = (chains, generation);
        }

        if (newest is null)
        {
            throw new ChainFileException(
                $"{_path} is damaged, or no file of hash chains. Never put an older copy in its place, which would give the same chance twice: "
                + "move it away, and a new chain begins. Draws under way that wait for a value of the old one end by Jury:TimeoutPolicy.");
        }

        if (whole < Copies)
            _logger.Mended(_path);
        return newest;
    }

    private bool TryRead(ReadOnlySpan<byte> copy, out ulong generation, out ChainRecord[]? chains)
    {
        try
        {
            return ChainFileFormat.TryRead(copy, out generation, out chains);
        }
        catch (NotSupportedException error)
        {
            throw new ChainFileException($"{_path} can't be read. {error.Message}", error);
        }
    }
}
