using System.Reflection;
using System.Runtime.CompilerServices;
using FsCheck.Xunit;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Memory;

public sealed class ColumnTests
{
    [Property(MaxTest = 30)]
    public void BehavesLikeAList(int seed, ushort length)
    {
        List<(long, int, int)> model = [];
        Column<Wide> column = new();
        Random random = new(seed);
        for (int i = 0; i < length % 20_000; i++)
        {
            switch (random.Next(8))
            {
                case 0 when model.Count > 0:
                    model.RemoveAt(model.Count - 1);
                    column.RemoveLast();
                    break;
                case 1:
                    int more = model.Count + random.Next(3);
                    while (model.Count < more)
                        model.Add(default);
                    column.GrowTo(more);
                    break;
                default:
                    Assert.Equal(model.Count, column.Append());
                    Assert.Equal(default, column[model.Count].Values);
                    model.Add((random.NextInt64(), i, seed));
                    column[model.Count - 1].Values = model[^1];
                    break;
            }
        }

        Assert.Equal(model.Count, column.Count);
        for (int i = 0; i < model.Count; i++)
            Assert.Equal(model[i], column[i].Values);
    }

    [Fact]
    public void KeepsReferencesGood_WhenItGrows()
    {
        Column<long> column = new();
        column.Append();
        ref long first = ref column[0];
        for (int i = 0; i < 3_000_000; i++)
            column.Append();
        first = 42;
        Assert.Equal(42, column[0]);
        column[2_999_999] = 7;
        Assert.Equal(0, column[2_999_998]);
    }

    [Fact]
    public void RefusesAnIndexThatHasNoElement()
    {
        Column<int> column = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => column[0]);
        Assert.Throws<ArgumentOutOfRangeException>(column.RemoveLast);
        column.Append();
        Assert.Throws<ArgumentOutOfRangeException>(() => column[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => column[-1]);
    }

    [Fact]
    public void GivesRunsOnlyWithinAChunk()
    {
        Column<int> column = new();
        column.GrowTo(2 * Column<int>.ChunkLength);
        Assert.Equal(Column<int>.ChunkLength, column.Run(Column<int>.ChunkLength, Column<int>.ChunkLength).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Run(1, Column<int>.ChunkLength).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Run(column.Count, 1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Run(column.Count - 1, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Run(0, -1).Length);
    }

    [Fact]
    public void HoldsElementsOfAChunkEach()
    {
        Column<Huge> column = new();
        column.Append();
        column.Append();
        column[1].Bytes[60_000 - 1] = 9;
        Assert.Equal(0, column[0].Bytes[60_000 - 1]);
        Assert.Equal(9, column[1].Bytes[60_000 - 1]);
        Assert.Equal(1, Column<Huge>.ChunkLength);
    }

    [Fact]
    public void HashesWhatItHolds_NotWhatItHeld()
    {
        Column<int> used = new();
        used.GrowTo(100_000);
        used[99_999] = 1;
        used.Clear();
        used.Append();
        used.Append();
        used[1] = 5;
        used.RemoveLast();
        Column<int> fresh = new();
        fresh.Append();
        Assert.Equal(Fingerprint.Of(fresh.Save), Fingerprint.Of(used.Save));
        fresh[0] = 1;
        Assert.NotEqual(Fingerprint.Of(fresh.Save), Fingerprint.Of(used.Save));
    }

    [Fact]
    public void TakesOnlyTypesWithoutReferences()
    {
        Assert.False(RuntimeHelpers.IsReferenceOrContainsReferences<Wide>());
        foreach (Type type in new[] { typeof(Column<>), typeof(Table<>), typeof(Blocks<>) })
        {
            GenericParameterAttributes attributes = type.GetGenericArguments()[0].GenericParameterAttributes;
            Assert.True(attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint));
            Assert.Contains(
                type.GetGenericArguments()[0].GetCustomAttributesData(),
                data => data.AttributeType.Name == "IsUnmanagedAttribute");
        }
    }

    private struct Wide
    {
        public long A;
        public int B;
        public int C;

        public (long, int, int) Values
        {
            readonly get => (A, B, C);
            set => (A, B, C) = value;
        }
    }

    private struct Huge
    {
        public Buffer Bytes;

        [InlineArray(60_000)]
        public struct Buffer
        {
            private byte _first;
        }
    }
}
