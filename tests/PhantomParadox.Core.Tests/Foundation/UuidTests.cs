using System.Buffers.Binary;
using FsCheck.Xunit;
using PhantomParadox.Identity;

namespace PhantomParadox.Core.Tests.Foundation;

public sealed class UuidTests
{
    // Goal: an id names its slot, and is a version 7 UUID of its time all the same. Method: any bytes, any slot.
    [Property(MaxTest = 1_000)]
    public void AnIdMadeForASlot_SaysWhichOne_AndItsTime(ulong high, ulong low, int slot)
    {
        const long Time = 1_767_225_600_000;
        slot &= int.MaxValue;
        Span<byte> random = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(random, high);
        BinaryPrimitives.WriteUInt64LittleEndian(random[8..], low);
        var id = Uuid.Create(Time, random, slot);

        Assert.Equal((uint)slot, Uuid.SlotIn(id));
        Assert.Equal(Uuid.Create(Time, random) >> 32, id >> 32);
        Assert.Equal((7, 8), (Uuid.ToGuid(id).Version, Uuid.ToGuid(id).Variant & 0xC));
    }

    [Fact]
    public void IdsOfOneSlotAndMillisecond_Differ()
    {
        Span<byte> random = stackalloc byte[16];
        var first = Uuid.Create(1, random, 5);
        random[3] = 1;

        Assert.NotEqual(first, Uuid.Create(1, random, 5));
    }
}
