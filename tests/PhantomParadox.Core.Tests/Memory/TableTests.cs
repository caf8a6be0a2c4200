using FsCheck.Xunit;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Memory;

public sealed class TableTests
{
    [Property(MaxTest = 50)]
    public void BehavesLikeADictionaryOfHandles(int seed, ushort length)
    {
        Dictionary<Handle, long> model = [];
        List<Handle> dead = [];
        Table<Row> table = new();
        foreach (bool _ in Run(table, seed, length % 3_000, model, dead))
            Assert.Equal(model.Count, table.Count);

        foreach ((Handle handle, long value) in model)
        {
            Assert.True(table.IsLive(handle));
            Assert.True(table.IsLive(handle.Slot));
            Assert.Equal(handle, table.HandleOf(handle.Slot));
            Assert.Equal(value, table[handle].Value);
            Assert.Equal(value, table[handle.Slot].Value);
        }

        foreach (Handle handle in dead)
        {
            Assert.False(table.IsLive(handle));
            Assert.Throws<InvalidOperationException>(() => table[handle].Value);
            Assert.Throws<InvalidOperationException>(() => table.Free(handle));
        }

        Assert.Equal(model.Count, Enumerable.Range(0, table.Slots).Count(table.IsLive));
    }

    [Property(MaxTest = 20)]
    public void GivesTheSameBytes_ForTheSameOperations(int seed, ushort length)
    {
        Table<Row> one = new();
        Table<Row> other = new();
        Assert.Equal(
            Run(one, seed, length % 3_000, [], []).Count(),
            Run(other, seed, length % 3_000, [], []).Count());
        Assert.Equal(Fingerprint.Of(one.Save), Fingerprint.Of(other.Save));
        one.Allocate(one.Next);
        Assert.NotEqual(Fingerprint.Of(one.Save), Fingerprint.Of(other.Save));
    }

    [Fact]
    public void ReusesTheSlotFreedLast_UnderAGreaterGeneration()
    {
        Table<Row> table = new();
        Handle a = Allocate(table, 1);
        Handle b = Allocate(table, 2);
        Assert.Equal(new Handle(0, 1), a);
        Assert.Equal(new Handle(1, 1), b);
        table.Free(b);
        table.Free(a);
        Assert.Equal(0, table[0].Value);
        Assert.Equal(Handle.None, table.HandleOf(0));
        Assert.Equal(new Handle(0, 2), Allocate(table, 3));
        Assert.Equal(new Handle(1, 2), Allocate(table, 4));
        Assert.Equal(new Handle(2, 1), table.Next);
        Assert.Equal(2, table.Slots);
    }

    [Fact]
    public void RefusesToAllocate_WhatIsNotNext()
    {
        Table<Row> table = new();
        Assert.Throws<InvalidOperationException>(() => table.Allocate(new Handle(1, 1)).Value);
        Assert.Throws<InvalidOperationException>(() => table.Allocate(Handle.None).Value);
        Assert.Equal(0, table.Count);
        Assert.Equal(0, table.Slots);
    }

    [Fact]
    public void KnowsNoHandleThatItNeverGave()
    {
        Table<Row> table = new();
        Assert.False(table.IsLive(Handle.None));
        Assert.False(table.IsLive(new Handle(-1, 1)));
        Assert.False(table.IsLive(-1));
        Assert.False(table.IsLive(table.Next));
        Allocate(table, 1);
        Assert.False(table.IsLive(Handle.None));
        Assert.Throws<InvalidOperationException>(() => table[new Handle(5, 1)].Value);
    }

    [Fact]
    public void RetiresASlot_WhoseGenerationsAreUsedUp()
    {
        Table<Row> table = new(lastGeneration: 2);
        table.Free(Allocate(table, 1));
        Handle last = Allocate(table, 2);
        Assert.Equal(new Handle(0, 2), last);
        table.Free(last);
        Assert.False(table.IsLive(last));
        Assert.Equal(new Handle(1, 1), Allocate(table, 3));
    }

    private static Handle Allocate(Table<Row> table, long value)
    {
        Handle handle = table.Next;
        table.Allocate(handle).Value = value;
        return handle;
    }

    private static IEnumerable<bool> Run(Table<Row> table, int seed, int length, Dictionary<Handle, long> model, List<Handle> dead)
    {
        Random random = new(seed);
        List<Handle> live = [];
        for (int i = 0; i < length; i++)
        {
            if (live.Count > 0 && random.Next(5) < 2)
            {
                int at = random.Next(live.Count);
                table.Free(live[at]);
                model.Remove(live[at]);
                dead.Add(live[at]);
                live[at] = live[^1];
                live.RemoveAt(live.Count - 1);
            }
            else
            {
                Handle handle = table.Next;
                Row zero = table.Allocate(handle);
                Assert.Equal(default, zero);
                table[handle].Value = i;
                table[handle].Kind = 1;
                live.Add(handle);
                model.Add(handle, i);
            }

            yield return true;
        }
    }

    private struct Row
    {
        public long Value;
        public byte Kind;
    }
}
