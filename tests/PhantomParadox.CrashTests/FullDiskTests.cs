using PhantomParadox.CrashImages.Checks;
using PhantomParadox.CrashImages.Load;
using PhantomParadox.CrashImages.Recording;
using PhantomParadox.Testing;
using Xunit;

namespace PhantomParadox.CrashTests;

/// <summary>RELIABILITY P13: a disk that is full, or fails, stops the market; what was acknowledged is there when it starts again.</summary>
[Collection("hosts")]
public sealed class FullDiskTests : IDisposable
{
    private readonly string _folder = MarketGround.MakeFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AFullDisk_StopsTheMarket_AndLosesNothing_AtFiftyPoints()
    {
        for (var point = 0; point < 50; point++)
        {
            var pages = 6 + (2 * point);
            await FailAsync(point, $"{pages} pages", (history, chance) => new RecordedLife(_folder, history, RecordedLife.FirstStart, chance)
            {
                Configure = options => options.MaxPages = pages,
            });
        }
    }

    [Theory]
    [InlineData("Full", 7)]
    [InlineData("Write", 7)]
    [InlineData("Sync", 3)]
    public async Task AFailingDisk_StopsTheMarket_AndLosesNothing_WhicheverWriteOrSyncItIs(string kind, int stride)
    {
        // The first are those that make the file; the last come when the log is moved.
        for (var point = 0; point < 40; point++)
        {
            var fault = new DiskFault(point < 20 ? point : point * stride, Enum.Parse<DiskFaultKind>(kind));
            await FailAsync(point, fault.ToString(), (history, chance) => new RecordedLife(_folder, history, RecordedLife.FirstStart, chance) { Failure = fault });
        }
    }

    private async Task FailAsync(int point, string where, Func<History, SeededChance, RecordedLife> make)
    {
        foreach (var file in Directory.GetFiles(_folder))
            File.Delete(file);
        var history = new History();
        var life = make(history, new SeededChance((ulong)point));

        var recording = await life.RunAsync(1);

        Assert.True(life.HasFailed, $"At {where} the market went on.");
        Assert.Empty(history.Faults);
        if (life.Aftermath is var (refusal, asOf))
        {
            Assert.Equal((where, RefusalCode.StorageUnavailable), (where, refusal));
            Assert.True(asOf is not null, $"At {where} reads don't say as of when they are.");
        }

        try
        {
            await new ImageCheck(_folder, history, int.MaxValue - 1, new StateHashes(history), recording.End).RunAsync();
        }
        catch (PromiseBrokenException broken)
        {
            Assert.Fail($"At {where}: {broken}");
        }
    }
}
