using System.Security.Cryptography;
using PhantomParadox.Memory;

namespace PhantomParadox.Journal;

/// <summary>The end of the chain of batches: what the next one must follow.</summary>
internal sealed class BatchChain
{
    private readonly byte[] _hash = new byte[BatchHeader.HashSize];
    private EncodedBatch? _unhashed;

    /// <summary>Position of the last event; 0 for none.</summary>
    public long Position { get; private set; }

    /// <summary>Time of the last event, in milliseconds since 1970-01-01 UTC; 0 for none.</summary>
    public long Time { get; private set; }

    /// <summary>The epoch of the last batch.</summary>
    public Epoch Epoch { get; private set; }

    /// <summary>SHA-256 of the last batch; zeros for none.</summary>
    public ReadOnlySpan<byte> Hash
    {
        get
        {
            if (_unhashed is { } batch)
            {
                batch.Hash.Span.CopyTo(_hash);
                _unhashed = null;
            }

            return _hash;
        }
    }

    /// <summary>Goes to the end of a batch that follows.</summary>
    /// <param name="header">The batch's header.</param>
    /// <param name="time">Time of its last event.</param>
    /// <param name="hash">The batch's hash.</param>
    public void Advance(in BatchHeader header, long time, ReadOnlySpan<byte> hash)
    {
        Position = header.FirstPosition + header.Count - 1;
        Time = time;
        Epoch = header.Epoch;
        hash.CopyTo(_hash);
        _unhashed = null;
    }

    /// <summary>Goes to the end of a batch that follows, whose hash is asked for when it is needed: its bytes must be good till then.</summary>
    /// <param name="header">The batch's header.</param>
    /// <param name="time">Time of its last event.</param>
    /// <param name="batch">The batch.</param>
    public void Advance(in BatchHeader header, long time, EncodedBatch batch)
    {
        Position = batch.LastPosition;
        Time = time;
        Epoch = header.Epoch;
        _unhashed = batch;
    }

    /// <summary>Checks that a batch follows.</summary>
    /// <exception cref="JournalCorruptException">It doesn't.</exception>
    public void Check(in BatchHeader header, ReadOnlySpan<byte> batch)
    {
        if (header.FirstPosition != Position + 1)
            throw new JournalCorruptException($"Position {Position + 1}: a batch that begins at {header.FirstPosition} stands here.");
        if (!batch.Slice(BatchHeader.PreviousHashOffset, BatchHeader.HashSize).SequenceEqual(Hash))
            throw new JournalCorruptException($"Position {header.FirstPosition}: the batch doesn't follow the one before; the chain is broken.");
        if (header.Epoch.Term < Epoch.Term || (header.Epoch.Term == Epoch.Term && Position > 0 && header.Epoch != Epoch))
            throw new JournalCorruptException($"Position {header.FirstPosition}: the batch is of term {header.Epoch.Term}, the one before of term {Epoch.Term}.");
    }

    /// <summary>Believes a batch what it follows, for a reading that begins in the middle.</summary>
    /// <exception cref="JournalCorruptException">It can't be read.</exception>
    public void BeginBefore(ReadOnlySpan<byte> batch)
    {
        var header = BatchHeader.Read(batch);
        (Position, Time, Epoch) = (header.FirstPosition - 1, 0, header.Epoch);
        batch.Slice(BatchHeader.PreviousHashOffset, BatchHeader.HashSize).CopyTo(_hash);
        _unhashed = null;
    }

    /// <summary>Writes where it ends.</summary>
    public void Save(StateWriter writer)
    {
        writer.Section("chain", 1);
        writer.Write<long>([Position, Time]);
        writer.Write<ulong>([Epoch.Term]);
        writer.Write<UInt128>([Epoch.Nonce]);
        writer.Append(Hash);
    }

    /// <summary>Goes to the end that <see cref="Save"/> wrote.</summary>
    public void Load(StateReader reader)
    {
        reader.Section("chain", 1);
        Position = reader.ReadBetween(0, long.MaxValue);
        Time = reader.ReadBetween(0, long.MaxValue);
        Epoch = new Epoch((ulong)reader.Read(), (UInt128)reader.ReadWide());
        reader.Fill(_hash);
        _unhashed = null;
    }

    /// <summary>Goes back to before the first batch.</summary>
    public void Reset()
    {
        (Position, Time, Epoch) = (0, 0, default);
        _hash.AsSpan().Clear();
        _unhashed = null;
    }

    /// <summary>The hash of a batch: SHA-256 over exactly its bytes.</summary>
    public static void ComputeHash(ReadOnlySpan<byte> batch, Span<byte> destination) => SHA256.HashData(batch, destination);
}
