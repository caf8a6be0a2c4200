using PhantomParadox.Contracts;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

public sealed class FileChainStoreTests : RandomBeaconContract, IDisposable
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly List<FileChainStore> _open = [];

    private string ChainPath => Path.Combine(_folder, "data", "beacon.chain");

    protected override ValueTask<IRandomBeacon> CreateAsync() => new(new ChainBeacon(Open()));

    [Fact]
    public void ANewFile_IsThereForItsOwnerAlone_AndNothingElse()
    {
        Open();
        Assert.Equal([ChainPath], Directory.GetFiles(Path.GetDirectoryName(ChainPath)!));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(OwnersAlone, File.GetUnixFileMode(ChainPath));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Refuses_AFileThatOthersCanUse(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows())
            return;
        Close(Open());
        File.SetUnixFileMode(ChainPath, OwnersAlone | more);
        var refused = Assert.Throws<ChainFileException>(() => Open());
        Assert.Contains($"chmod 600 '{ChainPath}'", refused.Message, StringComparison.Ordinal);
        File.SetUnixFileMode(ChainPath, OwnersAlone);
        Open();
    }

    [Fact]
    public void Refuses_ASecondUser_WhileTheFirstLives()
    {
        var first = Open();
        var refused = Assert.Throws<ChainFileException>(() => Open());
        Assert.Contains(ChainPath, refused.Message, StringComparison.Ordinal);
        Close(first);
        Open();
    }

    [Fact]
    public async Task OfManyThatBeginAtOnce_OneGetsTheFile()
    {
        for (var round = 0; round < 50; round++)
        {
            var path = Path.Combine(_folder, $"{round}", "beacon.chain");
            var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TryOpen(path))));
            using var one = Assert.Single(opened, store => store is not null);
            Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        }
    }

    [Fact]
    public void WhatACrashLeftOfABeginning_IsWrittenAnew()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ChainPath)!);
        File.WriteAllBytes(ChainPath + ".new", new byte[10_000]);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(ChainPath + ".new", OwnersAlone);
        ANewFile_IsThereForItsOwnerAlone_AndNothingElse();
    }

    [Fact]
    public async Task AFileThatIsGivenBackDuringAWrite_CanBeOpenedAtOnce()
    {
        for (var round = 1; round <= 50; round++)
        {
            using var starting = new SemaphoreSlim(0);
            var store = FileChainStore.Open(ChainPath);
            var writing = Task.Run(async () =>
            {
                starting.Release();
                await store.WriteAsync([Chain(round)], default);
            });
            await starting.WaitAsync();
            store.Dispose();
            FileChainStore.Open(ChainPath).Dispose();
            var refused = await Record.ExceptionAsync(() => writing);
            Assert.True(refused is null or ObjectDisposedException, $"{refused}");
        }
    }

    [Fact]
    public async Task WhatWasWritten_IsReadAgain()
    {
        var chains = Enumerable.Range(1, ChainBeacon.MostChains).Select(Chain).ToArray();
        await WriteAsync(chains);
        Same(chains, await ReadAsync());
        await WriteAsync(chains[..1]);
        Same(chains[..1], await ReadAsync());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 4_095)]
    [InlineData(4_096, 60)]
    [InlineData(4_096, 2_000)]
    public async Task DamageToOneCopy_IsMadeGoodByTheOther(int copy, int offset)
    {
        await WriteAsync([Chain(1)]);
        Damage(copy + offset);
        Same([Chain(1)], await ReadAsync());
        await WriteAsync([Chain(2)]);
        Damage((4_096 - copy) + offset);
        Same([Chain(2)], await ReadAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task AWriteThatWasCutOff_LeavesTheOldOrTheNew(int written)
    {
        await WriteAsync([Chain(1)]);
        var before = await File.ReadAllBytesAsync(ChainPath);
        await WriteAsync([Chain(2)]);
        var after = await File.ReadAllBytesAsync(ChainPath);

        await File.WriteAllBytesAsync(ChainPath, [.. after[..written], .. before[written..]]);
        Same([Chain(1)], await ReadAsync());
        await File.WriteAllBytesAsync(ChainPath, [.. after[..(4_096 + written)], .. before[(4_096 + written)..]]);
        Same([Chain(2)], await ReadAsync());
    }

    [Fact]
    public async Task AFile_ThatNoCopyOfIsWhole_IsRefused_AndLeftAsItIs()
    {
        await WriteAsync([Chain(1)]);
        Damage(100);
        Damage(5_000);
        await RefusedAsync("move it away");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(4_095)]
    public async Task ACutOffFile_IsRefused(int length)
    {
        await WriteAsync([Chain(1)]);
        using (var file = File.OpenWrite(ChainPath))
            file.SetLength(length);
        await RefusedAsync("damaged");
    }

    [Fact]
    public async Task ALaterVersion_IsRefused()
    {
        var copy = ChainFileFormat.Write(1, [Chain(1)]);
        copy[8] = 2;
        Digest.Of(copy.AsSpan(0, 4_064)).Bytes.CopyTo(copy.AsSpan(4_064));
        Close(Open());
        await File.WriteAllBytesAsync(ChainPath, [.. copy, .. copy]);
        await RefusedAsync("version 2");
    }

    [Fact]
    public void EveryBit_OfACopyCounts()
    {
        var copy = ChainFileFormat.Write(7, [Chain(1), Chain(2)]);
        for (var bit = 0; bit < copy.Length * 8; bit++)
        {
            copy[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(ChainFileFormat.TryRead(copy, out _, out _));
            copy[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(ChainFileFormat.TryRead(copy, out var generation, out var chains));
        Assert.Equal((7UL, 2), (generation, chains.Length));
    }

    [Fact]
    public async Task ALink_IsFollowed()
    {
        if (OperatingSystem.IsWindows())
            return;
        var link = Path.Combine(_folder, "link");
        Directory.CreateDirectory(_folder);
        File.CreateSymbolicLink(link, ChainPath);
        Open(link);
        Assert.True(File.Exists(ChainPath));
        Assert.Throws<ChainFileException>(() => Open());
    }

    [Fact]
    public void AFolder_IsNoFileOfChains() => Assert.Throws<ChainFileException>(() => Open(Directory.CreateDirectory(ChainPath).FullName));

    [Fact]
    public async Task AfterARestart_TheTipIsTheSame_AndEarlierValuesCanBeHad()
    {
        var store = Open();
        var beacon = new ChainBeacon(store);
        var given = await TakeAsync(beacon, 3);
        var (tip, value) = ((await beacon.GetStatusAsync(default)).Chain!.Tip, await beacon.RevealAsync(given[1], default));
        Close(store);

        var restarted = new ChainBeacon(Open());
        var status = (await restarted.GetStatusAsync(default)).Chain!;
        Assert.Equal((tip, 65), (status.Tip, status.Next));
        Assert.Equal(value, await restarted.RevealAsync(given[1], default));
        Assert.True(HashChainBeacon.Verify(value.Bytes, 2, tip));
        Assert.Equal(65UL, (await restarted.NextAsync(default)).Index);
    }

    public void Dispose()
    {
        foreach (var store in _open)
            store.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static ChainRecord Chain(int number) => new()
    {
        Secret = Digest.Of([(byte)number]).Bytes.ToArray(),
        Tip = Digest.Of([(byte)number, 1]),
        Links = HashChainBeacon.Links,
        Next = number * 64,
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + number),
    };

    private static void Same(IReadOnlyList<ChainRecord> expected, IReadOnlyList<ChainRecord> actual) =>
        Assert.Equal(expected.Select(Text), actual.Select(Text));

    private static string Text(ChainRecord chain) =>
        $"{Convert.ToHexString(chain.Secret.Span)} {chain.Tip} {chain.Links} {chain.Next} {chain.StartedAt:o}";

    private static FileChainStore? TryOpen(string path)
    {
        try
        {
            return FileChainStore.Open(path);
        }
        catch (ChainFileException)
        {
            return null;
        }
    }

    private FileChainStore Open(string? path = null)
    {
        var store = FileChainStore.Open(path ?? ChainPath);
        _open.Add(store);
        return store;
    }

    private void Close(FileChainStore store)
    {
        store.Dispose();
        _open.Remove(store);
    }

    private async Task WriteAsync(IReadOnlyList<ChainRecord> chains)
    {
        var store = Open();
        await store.ReadAsync(default);
        await store.WriteAsync(chains, default);
        Close(store);
    }

    private async Task<IReadOnlyList<ChainRecord>> ReadAsync()
    {
        var store = Open();
        var chains = await store.ReadAsync(default);
        Close(store);
        return chains;
    }

    private async Task RefusedAsync(string reason)
    {
        var before = await File.ReadAllBytesAsync(ChainPath);
        var refused = Assert.Throws<ChainFileException>(() => Open());
        Assert.Contains(ChainPath, refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(ChainPath));
    }

    private void Damage(int offset)
    {
        using var file = new FileStream(ChainPath, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)~value);
    }
}
