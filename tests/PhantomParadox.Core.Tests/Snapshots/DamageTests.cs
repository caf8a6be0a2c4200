using System.Buffers.Binary;
using PhantomParadox.Core.Tests.Engine;
using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Engine;
using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Snapshots;

/// <summary>Nothing of a snapshot is believed that doesn't hold.</summary>
public sealed class DamageTests
{
    private const int ChainBytes = 120;

    [Fact]
    public void EveryFlippedBit_OfASmallSnapshot_IsFound()
    {
        var small = Picture.Of(Counter(7));
        var size = small.Pieces.Sum(piece => piece.Length);
        Assert.InRange(size, 100, 1_000);
        for (var offset = 0; offset < size; offset++)
        {
            for (var bit = 0; bit < 8; bit++)
                Assert.Throws<SnapshotCorruptException>(() => small.Changed(offset, (byte)(1 << bit)).Into(Counter(1)));
        }
    }

    [Fact]
    public void FlippedBytes_OfAMarketsSnapshot_AreFound()
    {
        var picture = Worked().Take();
        var empty = Empty();
        for (var offset = 0; offset < picture.Pieces.Sum(piece => piece.Length); offset += 257)
            Assert.Throws<SnapshotCorruptException>(() => picture.Changed(offset, (byte)(1 << (offset % 8))).Into(empty));
    }

    // Goal: what the checksums can't find, the bounds or the state's hash do. Method: flip a byte and make its piece's checksum hold again.
    [Fact]
    public void FlippedBytes_UnderAChecksumThatHolds_AreFoundToo()
    {
        var rig = Worked();
        var picture = rig.Take();
        var empty = Empty();
        var size = picture.Pieces.Sum(piece => piece.Length);
        for (var offset = Piece.HeaderSize + ChainBytes; offset < size; offset += (size / 400) + 1)
        {
            if (offset % Piece.Size < Piece.HeaderSize)
                continue;
            Assert.ThrowsAny<Exception>(() => picture.Changed(offset, (byte)(1 << (offset % 8)), reseal: true).Into(empty));
        }

        picture.Into(empty);
        Assert.Equal(rig.State.ComputeStateHash(), ((Market)empty.State).ComputeStateHash());
    }

    // Goal: to read a snapshot back says as much of its bytes as to load it. Method: flip each bit, under its piece's checksum and above it.
    [Fact]
    public void ReadBack_NoFlippedBit_IsOverlooked()
    {
        var small = Picture.Of(Counter(7));
        small.Verify();
        var size = small.Pieces.Sum(piece => piece.Length);
        for (var bit = 0; bit < size * 8; bit++)
        {
            Assert.Throws<SnapshotCorruptException>(small.Changed(bit / 8, (byte)(1 << (bit % 8))).Verify);
            // The chain, behind its position, is no part of the state's hash: its checksum alone holds it.
            if (bit / 8 >= Piece.HeaderSize + ChainBytes)
                Assert.Throws<SnapshotCorruptException>(small.Changed(bit / 8, (byte)(1 << (bit % 8)), reseal: true).Verify);
        }
    }

    [Fact]
    public void ReadBack_MissingAndForeignPieces_AreFound()
    {
        var picture = Worked(description: 16_000).Take();
        picture.Verify();
        var pieces = picture.Pieces;
        IReadOnlyList<byte[]>[] wrong =
        [
            [.. pieces.SkipLast(1)], [.. pieces.Skip(1)], [pieces[1], pieces[0], .. pieces.Skip(2)], [.. pieces, pieces[^1]],
            [pieces[0], pieces[0], .. pieces.Skip(2)], [.. pieces.SkipLast(1), pieces[^1][..^1]], [.. pieces.SkipLast(1), []],
        ];
        foreach (var bad in wrong)
            Assert.Throws<SnapshotCorruptException>((picture with { Pieces = bad }).Verify);
        Assert.Throws<SnapshotCorruptException>(
            (picture with { Header = new(picture.Header.Position + 1, picture.Header.StateHash) }).Verify);
    }

    [Fact]
    public void MissingAndForeignPieces_AreFound()
    {
        var picture = Worked(description: 16_000).Take();
        Assert.True(picture.Pieces.Count > 2, "There are too few pieces.");
        var pieces = picture.Pieces;
        IReadOnlyList<byte[]>[] wrong =
        [
            [.. pieces.SkipLast(1)], [.. pieces.Skip(1)], [pieces[1], pieces[0], .. pieces.Skip(2)], [.. pieces, pieces[^1]],
            [pieces[0], pieces[0], .. pieces.Skip(2)], [.. pieces.SkipLast(1), pieces[^1][..^1]], [.. pieces.SkipLast(1), []],
        ];
        foreach (var bad in wrong)
            Assert.Throws<SnapshotCorruptException>(() => (picture with { Pieces = bad }).Into(Empty()));
    }

    [Fact]
    public void TheSnapshotOfAnotherPositionOrHash_IsFound()
    {
        var picture = Worked().Take();
        var hash = picture.Header.StateHash.ToArray();
        Assert.Throws<SnapshotCorruptException>(() => (picture with { Header = new(picture.Header.Position + 1, hash) }).Into(Empty()));
        hash[31] ^= 1;
        Assert.Throws<SnapshotCorruptException>(() => (picture with { Header = new(picture.Header.Position, hash) }).Into(Empty()));
    }

    [Fact]
    public void ANewerFormat_IsToldFromDamage()
    {
        var small = Picture.Of(Counter(7));
        var piece = small.Pieces[0].ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(piece.AsSpan(4), Piece.Format + 1);
        BinaryPrimitives.WriteUInt32LittleEndian(piece.AsSpan(16), Crc32C([.. piece[..16], .. piece[20..]]));

        Assert.Throws<SnapshotVersionException>(() => (small with { Pieces = [piece] }).Into(Counter(1)));
    }

    [Fact]
    public void ANewerSection_IsToldFromDamage()
    {
        var newer = new StateBuffer();
        newer.Section("market", ushort.MaxValue);
        Assert.Throws<SnapshotVersionException>(() => Empty().State.Load(newer.Read()));
        var other = new StateBuffer();
        other.Section("counter", 1);
        Assert.Throws<SnapshotCorruptException>(() => Empty().State.Load(other.Read()));
    }

    [Fact]
    public void AfterDamage_AReplicaCanBeResetOrLoaded()
    {
        var rig = Worked();
        var picture = rig.Take();
        var replica = Empty();
        var before = ((Market)replica.State).ComputeStateHash();
        var size = picture.Pieces.Sum(piece => piece.Length);
        Assert.ThrowsAny<Exception>(() => picture.Changed(size - 40, 4, reseal: true).Into(replica));
        replica.Reset();
        Assert.Equal(before, ((Market)replica.State).ComputeStateHash());
        foreach (var batch in rig.Batches)
            replica.Apply(batch);
        Assert.Equal(rig.State.ComputeStateHash(), ((Market)replica.State).ComputeStateHash());
    }

    private static Replica Counter(long events)
    {
        var rig = new Engine.EngineRig();
        for (var i = 0; i < events; i++)
        {
            rig.Add(i);
            rig.TurnAndCommit();
        }

        return rig.Engine.Replica;
    }

    private static Markets.Model.EngineRig Worked(int description = 10) => Worked(new MarketOptions { Jury = { MinScore = 0 } }, description);

    private static Markets.Model.EngineRig Worked(MarketOptions options, int description)
    {
        var rig = Markets.Model.EngineRig.Start(options, seed: 5, now: 1_767_000_000_000);
        for (var step = 1; step <= 150; step++)
        {
            rig.Advance(1_000);
            rig.Do(new CommandDraw(step * 7_919, rig.State, rig.Now, (ulong)step).Next());
            if (description > 1_000)
                rig.Do(new Jobs.PostJob(Spec(description), ReadBack.Receipt));
        }

        return rig;
    }

    private static JobSpec Spec(int description) =>
        new() { Type = JobType.Storage, Buyer = $"buyer-{description}", Description = new string('d', description), Amount = 7 };

    private static Replica Empty() =>
        new(new Market(new MarketOptions(), new BetaReputation(TimeSpan.FromDays(30), 10_000_000), new ReputationScorer()));

    // Bit by bit, so that it shares no mistake with what it checks.
    private static uint Crc32C(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0x82F63B78 : sum >> 1;
        }

        return ~sum;
    }
}
