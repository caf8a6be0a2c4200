namespace PhantomParadox.Memory;

/// <content>Saving. How large the chunks are, and which is filled, follows from their order.</content>
internal sealed partial class BlobHeap
{
    /// <summary>Writes all blocks that were ever in use and the free lists.</summary>
    public void Save(StateWriter writer)
    {
        writer.Section("blobs", 1);
        writer.Write(_bytesInUse);
        foreach (ref readonly SizeClass sizes in _classes.AsSpan())
            writer.Write(sizes.Free);
        _filled.Save(writer);
        for (int i = 0; i < _filled.Count; i++)
            writer.Append(((Span<byte>)BytesOf(i))[.._filled[i].Used]);
    }

    /// <summary>Takes what <see cref="Save"/> wrote in place of what it has.</summary>
    /// <exception cref="SnapshotCorruptException">It is no heap.</exception>
    public void Load(StateReader reader)
    {
        reader.Section("blobs", 1);
        Array.Clear(_chunks);
        Array.Clear(_pieces);
        Array.Clear(_classes);
        _filled.Clear();
        _bytesInUse = reader.ReadBetween(0, long.MaxValue);
        foreach (ref SizeClass sizes in _classes.AsSpan())
            sizes.Free = (uint)reader.ReadBetween(0, uint.MaxValue);
        Column<Chunk> filled = new();
        filled.Load(reader);
        if (filled.Count > MostChunks)
            StateReader.Corrupt($"{filled.Count} chunks of blobs are too many");
        for (int i = 0; i < filled.Count; i++)
        {
            Chunk chunk = filled[i];
            if ((uint)chunk.Class >= Classes)
                StateReader.Corrupt($"blobs have no class {chunk.Class}");
            int size = SizeOf(chunk.Class);
            AddChunk(ref _classes[chunk.Class], chunk.Class, size);
            Span<byte> bytes = BytesOf(i);
            if (chunk.Used < 0 || chunk.Used > bytes.Length || chunk.Used % size != 0)
                StateReader.Corrupt($"a chunk of {bytes.Length} bytes of blobs can't be filled by {chunk.Used}");
            _filled[i].Used = chunk.Used;
            _classes[chunk.Class].Left -= chunk.Used;
            reader.Fill(bytes[..chunk.Used]);
        }
    }
}
