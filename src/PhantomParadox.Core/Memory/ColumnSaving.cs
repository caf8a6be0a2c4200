namespace PhantomParadox.Memory;

/// <summary>Saving of columns.</summary>
internal static class ColumnSaving
{
    /// <summary>Writes the layout of an element, the count and the bytes of the elements.</summary>
    public static void Save<T>(this Column<T> column, StateWriter writer)
        where T : unmanaged => column.SaveFrom(0, writer);

    /// <summary>Takes what <see cref="Save"/> wrote in place of what it has; grows as the elements come.</summary>
    /// <exception cref="SnapshotCorruptException">The elements are laid out otherwise, or too many.</exception>
    public static void Load<T>(this Column<T> column, StateReader reader)
        where T : unmanaged => column.LoadFrom(0, reader);

    /// <summary>Writes the elements from one on as if they were all.</summary>
    public static void SaveFrom<T>(this Column<T> column, int first, StateWriter writer)
        where T : unmanaged
    {
        writer.Write(RowLayout<T>.Fingerprint);
        writer.Write(Math.Max(column.Count - first, 0));
        for (int start = first, length; start < column.Count; start += length)
        {
            length = Math.Min(LeftOfChunk<T>(start), column.Count - start);
            writer.Write<T>(column.Run(start, length));
        }
    }

    /// <summary>Takes what was written in place of what it has; as many elements as were left out come before it, zeroed.</summary>
    /// <exception cref="SnapshotCorruptException">The elements are laid out otherwise, or too many.</exception>
    public static void LoadFrom<T>(this Column<T> column, int first, StateReader reader)
        where T : unmanaged
    {
        column.Clear();
        if (reader.Read() != RowLayout<T>.Fingerprint)
            StateReader.Corrupt($"rows of {typeof(T).Name} are not laid out as here");
        int end = first + reader.ReadCount(Column<T>.Capacity - first);
        column.GrowTo(first);
        for (int start = first, length; start < end; start += length)
        {
            length = Math.Min(LeftOfChunk<T>(start), end - start);
            column.GrowTo(start + length);
            reader.Read(column.Run(start, length));
        }
    }

    private static int LeftOfChunk<T>(int start)
        where T : unmanaged => Column<T>.ChunkLength - start % Column<T>.ChunkLength;
}
