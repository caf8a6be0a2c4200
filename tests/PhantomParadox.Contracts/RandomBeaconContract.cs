using System.Collections.Concurrent;
using Xunit;

namespace PhantomParadox.Contracts;

/// <summary>What every beacon promises. An implementation inherits it and says how one is made.</summary>
public abstract class RandomBeaconContract
{
    /// <summary>A beacon that nobody else uses.</summary>
    protected abstract ValueTask<IRandomBeacon> CreateAsync();

    [Fact]
    public async Task NoReference_IsGivenTwice_HoweverManyAskAtOnce()
    {
        var beacon = await CreateAsync();
        var given = new ConcurrentBag<BeaconReference>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
                given.Add(await beacon.NextAsync(default));
        })));

        Assert.Equal(400, given.Select(reference => reference.Name).Distinct().Count());
    }

    [Fact]
    public async Task Indices_Grow_WithinASource()
    {
        var beacon = await CreateAsync();
        var given = await TakeAsync(beacon, 200);

        foreach (var source in given.GroupBy(reference => reference.Name[..reference.Name.LastIndexOf(':')]))
            Assert.Equal(source.Select(reference => reference.Index).Order(), source.Select(reference => reference.Index));
        Assert.All(given, reference => Assert.EndsWith($":{reference.Index}", reference.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AReference_HasOneValue_HoweverAndWheneverItIsAskedFor()
    {
        var beacon = await CreateAsync();
        foreach (var reference in await TakeAsync(beacon, 20))
        {
            var value = await beacon.RevealAsync(reference, default);
            if (beacon.TryReveal(reference, out var held))
                Assert.Equal(value, held);
            Assert.Equal(value, await beacon.RevealAsync(reference, default));
        }
    }

    [Fact]
    public async Task References_HaveValuesOfTheirOwn_AndOfEveryOrder()
    {
        var beacon = await CreateAsync();
        var given = await TakeAsync(beacon, 100);
        var values = new HashSet<Digest>();
        foreach (var reference in given.AsEnumerable().Reverse())
            Assert.True(values.Add(await beacon.RevealAsync(reference, default)));
        Assert.DoesNotContain(default, values);
    }

    [Fact]
    public async Task ValuesCanBeHad_WhileOthersTakeReferences()
    {
        var beacon = await CreateAsync();
        var first = await TakeAsync(beacon, 10);
        var expected = new List<Digest>();
        foreach (var reference in first)
            expected.Add(await beacon.RevealAsync(reference, default));

        var taking = Task.Run(() => TakeAsync(beacon, 200));
        var revealing = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
                Assert.Equal(expected[i % first.Count], await beacon.RevealAsync(first[i % first.Count], default));
        });
        await Task.WhenAll(taking, revealing);
    }

    [Fact]
    public async Task AForeignReference_HasNoValue()
    {
        var beacon = await CreateAsync();
        var own = await beacon.NextAsync(default);
        foreach (var foreign in (BeaconReference[])[new("other:1", 1), own with { Name = own.Name + "0" }, own with { Index = own.Index + 1 }, own with { Index = 0 }, default(BeaconReference) with { Name = "" }])
        {
            Assert.False(beacon.TryReveal(foreign, out var value));
            Assert.Equal(default, value);
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await beacon.RevealAsync(foreign, default));
        }
    }

    protected static async Task<List<BeaconReference>> TakeAsync(IRandomBeacon beacon, int count)
    {
        var given = new List<BeaconReference>();
        for (var i = 0; i < count; i++)
            given.Add(await beacon.NextAsync(default));
        return given;
    }
}
