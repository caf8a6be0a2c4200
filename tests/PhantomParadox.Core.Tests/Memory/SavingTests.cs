using FsCheck.Xunit;
using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Memory;

/// <summary>Structures that come back go on as if they had never been away; what is none is refused.</summary>
public sealed class SavingTests
{
    [Property(MaxTest = 100)]
    public void ATable_GivesTheSameHandles(byte[] steps)
    {
        Table<long> table = new();
        Walk(table, steps);
        Table<long> loaded = new();
        Walk(loaded, [1, 2, 3]);
        loaded.Load(Saved(table.Save).Read());

        Assert.Equal(Walk(table, steps), Walk(loaded, steps));
        Assert.Equal(Fingerprint.Of(table.Save), Fingerprint.Of(loaded.Save));
    }

    [Property(MaxTest = 100)]
    public void Blobs_GetTheSamePlaces(ushort[] lengths)
    {
        BlobHeap heap = new();
        Walk(heap, lengths);
        BlobHeap loaded = new();
        loaded.Store([1, 2, 3]);
        loaded.Load(Saved(heap.Save).Read());

        Assert.Equal(Walk(heap, lengths), Walk(loaded, lengths));
        Assert.Equal(Fingerprint.Of(heap.Save), Fingerprint.Of(loaded.Save));
    }

    [Property(MaxTest = 100)]
    public void Timers_RingInTheSameOrder(long[] dues)
    {
        TimerHeap timers = new();
        for (int id = 0; id < dues.Length; id++)
            timers.Set(id, dues[id]);
        for (int id = 0; id < dues.Length; id += 3)
            timers.Cancel(id);
        TimerHeap loaded = new();
        loaded.Set(7, 7);
        loaded.Load(Saved(timers.Save).Read());

        Assert.Equal(timers.Count, loaded.Count);
        while (timers.TryPeek(out int id, out long due))
        {
            Assert.True(loaded.TryPeek(out int otherId, out long otherDue) && (id, due) == (otherId, otherDue));
            timers.Cancel(id);
            loaded.Cancel(id);
        }
    }

    [Property(MaxTest = 50)]
    public void AColumn_SavesFromAnElementOn_AsIfItBeganThere(byte first, ushort count)
    {
        var rest = count * 3;   // several chunks
        Column<int> whole = new();
        Column<int> part = new();
        whole.GrowTo(first + rest);
        part.GrowTo(rest);
        for (var index = 0; index < rest; index++)
            whole[first + index] = part[index] = index + 1;
        Assert.Equal(Fingerprint.Of(part.Save), Fingerprint.Of(writer => whole.SaveFrom(first, writer)));

        Column<int> loaded = new();
        loaded.LoadFrom(first, Saved(part.Save).Read());
        Assert.Equal(first + rest, loaded.Count);
        for (var index = 0; index < loaded.Count; index++)
            Assert.Equal(Math.Max(index - first + 1, 0), loaded[index]);
    }

    [Fact]
    public void ALog_KeepsItsNumbering()
    {
        OrdinalLog log = new();
        for (int slot = 0; slot < 5_000; slot++)
            log.Append(slot);
        for (long ordinal = 1; ordinal <= 3_000; ordinal++)
            log.Remove(ordinal);
        OrdinalLog loaded = new();
        loaded.Load(Saved(log.Save).Read());

        Assert.Equal((log.Next, log.Count), (loaded.Next, loaded.Count));
        Assert.Equal((3_000, -1), (loaded.SlotAt(3_001), loaded.SlotAt(3_000)));
        Assert.Equal(log.Append(9), loaded.Append(9));
        Assert.Equal(Fingerprint.Of(log.Save), Fingerprint.Of(loaded.Save));
    }

    [Fact]
    public void RowsOfAnotherLayout_AreRefused()
    {
        Column<long> column = new();
        column.Append();
        Assert.Throws<SnapshotCorruptException>(() => new Column<ulong>().Load(Saved(column.Save).Read()));
    }

    [Fact]
    public void ACountThatIsNotThere_IsRefused_AndNoRoomIsTakenForIt()
    {
        StateBuffer forged = new();
        forged.Write(RowLayout<long>.Fingerprint);
        forged.Write(Column<long>.Capacity);
        Column<long> column = new();
        Assert.Throws<SnapshotCorruptException>(() => column.Load(forged.Read()));
        Assert.True(column.Count <= Column<long>.ChunkLength, "It believed the count.");
        forged = new();
        forged.Write(RowLayout<long>.Fingerprint);
        forged.Write(-1);
        Assert.Throws<SnapshotCorruptException>(() => column.Load(forged.Read()));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-2, 2)]
    [InlineData(1, 3)]
    [InlineData(7, 2)]
    public void ATableWithABrokenFreeList_IsRefused(int free, int count)
    {
        Table<long> table = new();
        for (int i = 0; i < 3; i++)
            table.Allocate(table.Next);
        table.Free(table.HandleOf(0));
        byte[] saved = Bytes(table.Save);
        BitConverter.TryWriteBytes(saved, (long)free);
        BitConverter.TryWriteBytes(saved.AsSpan(8), (long)count);
        StateBuffer forged = new();
        forged.Append(saved);
        Assert.Throws<SnapshotCorruptException>(() => new Table<long>().Load(forged.Read()));
    }

    [Fact]
    public void TimersOutOfOrder_AreRefused()
    {
        TimerHeap timers = new();
        timers.Set(0, 10);
        timers.Set(1, 20);
        byte[] saved = Bytes(timers.Save);
        BitConverter.TryWriteBytes(saved.AsSpan(16), 30L);
        StateBuffer forged = new();
        forged.Append(saved);
        Assert.Throws<SnapshotCorruptException>(() => new TimerHeap().Load(forged.Read()));
    }

    [Fact]
    public void ASection_OfAVersionThatIsReadNoMore_IsRefused_AsDamagedOnesAre()
    {
        Assert.Equal(2, Saved(writer => writer.Section("rows", 2)).Read().Section("rows", newest: 3, oldest: 2));
        var old = Saved(writer => writer.Section("rows", 1));
        var refusal = Assert.Throws<SnapshotCorruptException>(() => old.Read().Section("rows", newest: 3, oldest: 2));
        Assert.Contains("reads it from version 2 on", refusal.Message, StringComparison.Ordinal);
    }

    // Goal: who rests between slices rests while indexes are made anew too. Method: count the chances to rest within what follows the bytes.
    [Fact]
    public void WhatIsMadeAnew_LeavesChancesToRest()
    {
        const int Rows = 20_000;
        Table<long> table = new();
        TimerHeap timers = new();
        OrdinalLog log = new();
        for (int i = 0; i < Rows; i++)
        {
            table.Allocate(table.Next);
            timers.Set(i, i);
            log.Append(i);
        }

        foreach (Handle handle in Enumerable.Range(0, Rows / 2).Select(slot => table.HandleOf(slot * 2)))
            table.Free(handle);
        Assert.InRange(Chances(table.Save, new Table<long>().Load), (Rows / 1_024) + (Rows / 2 / 1_024), int.MaxValue);
        Assert.InRange(Chances(timers.Save, new TimerHeap().Load), Rows / 1_024, int.MaxValue);
        Assert.InRange(Chances(log.Save, new OrdinalLog().Load), 1, int.MaxValue);
        RestingReader none = new(new StateBuffer().Read());
        Assert.Equal(Rows / 2, table.LiveSlots(none).Count());
        Assert.InRange(none.Chances, Rows / 1_024, int.MaxValue);
    }

    private static int Chances(Action<StateWriter> save, Action<StateReader> load)
    {
        RestingReader reader = new(Saved(save).Read());
        load(reader);
        return reader.Chances;
    }

    private static StateBuffer Saved(Action<StateWriter> save)
    {
        StateBuffer buffer = new();
        save(buffer);
        return buffer;
    }

    /// <summary>What a structure saves.</summary>
    internal static byte[] Bytes(Action<StateWriter> save)
    {
        Collector collector = new();
        save(collector);
        return [.. collector.Bytes];
    }

    private static List<Handle> Walk(Table<long> table, byte[] steps)
    {
        List<Handle> handles = [];
        foreach (byte step in steps)
        {
            if (step % 3 == 0 && table.Slots > 0 && table.IsLive(step % table.Slots))
            {
                table.Free(table.HandleOf(step % table.Slots));
            }
            else
            {
                handles.Add(table.Next);
                table.Allocate(table.Next) = step;
            }
        }

        return handles;
    }

    private static List<uint> Walk(BlobHeap heap, ushort[] lengths)
    {
        List<uint> places = [];
        List<BlobRef> blobs = [];
        foreach (ushort length in lengths)
        {
            if (length % 3 == 0 && blobs.Count > 0)
            {
                heap.Free(blobs[^1]);
                blobs.RemoveAt(blobs.Count - 1);
            }
            else
            {
                blobs.Add(heap.Store(new byte[(length % 2_000) + 1]));
                places.Add(blobs[^1].Value);
            }
        }

        return places;
    }

    private sealed class RestingReader(StateReader inner) : StateReader
    {
        public int Chances { get; private set; }

        public override void Fill(Span<byte> bytes) => inner.Fill(bytes);

        protected override void Breathe() => Chances++;
    }

    private sealed class Collector : StateWriter
    {
        public List<byte> Bytes { get; } = [];

        public override void Append(ReadOnlySpan<byte> bytes) => Bytes.AddRange(bytes);
    }
}
