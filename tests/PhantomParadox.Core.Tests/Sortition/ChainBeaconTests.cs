using PhantomParadox.Contracts;

namespace PhantomParadox.Core.Tests.Sortition;

public sealed class ChainBeaconTests : RandomBeaconContract
{
    private readonly ChainStoreDouble _store = new();

    protected override ValueTask<IRandomBeacon> CreateAsync() => new(new ChainBeacon());

    [Fact]
    public async Task AnIndex_IsWrittenDown_BeforeItIsGiven()
    {
        var beacon = _store.Open(links: 1_000);
        for (var i = 1; i <= 200; i++)
        {
            var reference = await beacon.NextAsync(default);
            Assert.Equal((ulong)i, reference.Index);
            Assert.True(Assert.Single(_store.Kept).Next > i);
        }

        // One for the chain, one for each 64.
        Assert.Equal(1 + 4, _store.Writes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    public async Task ACrash_SkipsTheRestOfTheBlock_AndGivesNoIndexTwice(int given)
    {
        var before = await TakeAsync(_store.Open(links: 1_000), given);
        var after = await TakeAsync(_store.Open(links: 1_000), 100);
        Assert.Empty(before.Intersect(after));
        Assert.Equal((ulong)((given + 63) / 64 * 64) + 1, after[0].Index);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ACrashBetweenReserveAndUse_GivesNoIndexTwice(bool kept)
    {
        var beacon = _store.Open(links: 1_000);
        var before = await TakeAsync(beacon, 64);
        _store.Disk = (Fails: true, Keeps: kept);
        await Assert.ThrowsAsync<IOException>(async () => await beacon.NextAsync(default));
        _store.Disk = default;

        Assert.Empty(before.Intersect(await TakeAsync(_store.Open(links: 1_000), 100)));
        // The process that met the fault may as well go on.
        Assert.Equal(65UL, (await beacon.NextAsync(default)).Index);
    }

    [Fact]
    public async Task Values_OfReferencesGivenBeforeARestart_CanBeHadAfterIt()
    {
        var before = _store.Open(links: 1_000);
        var given = await TakeAsync(before, 70);
        var after = _store.Open(links: 1_000);
        foreach (var reference in given)
        {
            Assert.False(after.TryReveal(reference, out _));
            var value = await after.RevealAsync(reference, default);
            Assert.Equal(await before.RevealAsync(reference, default), value);
            Assert.Equal((await before.GetStatusAsync(default)).Chain!.Tip, Hash(value, (int)reference.Index));
        }
    }

    [Fact]
    public async Task AValue_IsSecret_TillItsReferenceIsGiven()
    {
        var beacon = _store.Open(links: 1_000);
        var given = await beacon.NextAsync(default);
        var next = new BeaconReference(given.Name[..^1] + "2", 2);
        await Assert.ThrowsAsync<ArgumentException>(async () => await beacon.RevealAsync(next, default));
        Assert.Equal(next, await beacon.NextAsync(default));
        Assert.NotEqual(default, await beacon.RevealAsync(next, default));
    }

    [Fact]
    public async Task TheNextTip_IsPublishedAtNineTenths_AndFollowsWhenTheFirstIsUsedUp()
    {
        var beacon = _store.Open(links: 100);
        await TakeAsync(beacon, 89);
        var status = (await beacon.GetStatusAsync(default)).Chain!;
        Assert.Equal((100, 90, null), (status.Links, status.Next, status.NextTip));

        var last = await TakeAsync(beacon, 11);
        var low = (await beacon.GetStatusAsync(default)).Chain!;
        Assert.Equal((status.Tip, 101), (low.Tip, low.Next));
        Assert.NotNull(low.NextTip);
        Assert.Equal(2, _store.Kept.Count);

        var first = await beacon.NextAsync(default);
        var taken = (await beacon.GetStatusAsync(default)).Chain!;
        Assert.Equal((low.NextTip.Value, 2, null), (taken.Tip, taken.Next, taken.NextTip));
        Assert.Equal([low.Tip], taken.EarlierTips);
        Assert.Equal(1UL, first.Index);
        Assert.Equal(taken.Tip, Hash(await beacon.RevealAsync(first, default), 1));
        // A round of the old chain may still be under way, now and after a restart.
        Assert.Equal(low.Tip, Hash(await beacon.RevealAsync(last[^1], default), 100));
        Assert.Equal(low.Tip, Hash(await _store.Open(links: 100).RevealAsync(last[^1], default), 100));
    }

    [Fact]
    public async Task ARestart_KeepsTheTips()
    {
        var before = _store.Open(links: 100);
        await TakeAsync(before, 95);
        var (old, now) = ((await before.GetStatusAsync(default)).Chain!, (await _store.Open(links: 100).GetStatusAsync(default)).Chain!);
        // The block that was begun takes the chain to its end.
        Assert.Equal((old.NextTip!.Value, 1), (now.Tip, now.Next));
        Assert.Equal([old.Tip], now.EarlierTips);
        Assert.Equal(old.StartedAt, _store.Kept[0].StartedAt);
    }

    [Fact]
    public async Task ANextChain_ThatCanNotBeMadeInAdvance_IsTriedAgain_AndNothingIsLost()
    {
        var faults = new List<Exception>();
        var beacon = _store.Open(links: 100, faults.Add);
        await TakeAsync(beacon, 89);
        _store.Disk = (Fails: true, Keeps: false);
        Assert.Equal(90UL, (await beacon.NextAsync(default)).Index);
        Assert.IsType<IOException>(Assert.Single(faults));
        _store.Disk = default;
        Assert.Equal(91UL, (await beacon.NextAsync(default)).Index);
        Assert.NotNull((await beacon.GetStatusAsync(default)).Chain!.NextTip);
        Assert.Single(faults);
    }

    [Fact]
    public async Task TheNewestChains_AreKept()
    {
        var beacon = _store.Open(links: 10);
        var given = await TakeAsync(beacon, 10 * (ChainBeacon.MostChains + 2));
        Assert.Equal(ChainBeacon.MostChains, _store.Kept.Count);
        Assert.Equal(given.Count, given.Distinct().Count());
        await Assert.ThrowsAsync<ArgumentException>(async () => await beacon.RevealAsync(given[0], default));
        Assert.NotEqual(default, await beacon.RevealAsync(given[^100], default));
    }

    [Fact]
    public async Task AChain_WhoseSecretLeadsElsewhere_IsRefused()
    {
        await _store.Open(links: 100).NextAsync(default);
        _store.Kept = [_store.Kept[0] with { Secret = new byte[32] }];
        await Assert.ThrowsAsync<InvalidDataException>(async () => await _store.Open(links: 100).NextAsync(default));
    }

    [Fact]
    public async Task TheSecret_OfAChainInMemory_IsTheOneGiven()
    {
        var secret = Pools.Seed(7).Bytes.ToArray();
        Assert.Equal(new HashChainBeacon(secret).Tip, (await new ChainBeacon(secret).GetStatusAsync(default)).Chain!.Tip);
        Assert.Throws<ArgumentException>(() => new ChainBeacon(new byte[31]));
    }

    [Fact]
    public void ARecord_DoesNotShowItsSecret()
    {
        var secret = Pools.Seed(7);
        var record = new ChainRecord { Secret = secret.Bytes.ToArray(), Tip = default, Links = 1, Next = 1, StartedAt = default };
        Assert.DoesNotContain(secret.ToString()[..8], record.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static Digest Hash(Digest value, int times)
    {
        for (; times > 0; times--)
            value = Digest.Of(value.Bytes);
        return value;
    }
}
