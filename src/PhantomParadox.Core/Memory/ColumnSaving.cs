namespace PhantomParadox.Memory;

/// <summary>Saving of columns.</summary>
internal static class ColumnSaving
{
    /// <summary>Writes the layout of an element, the count and the bytes of the elements.</summary>
    public static void Save<T>(this Column<T> column, StateWriter writer)
        where T : unmanaged
    {
        writer.Write(RowLayout<T>.Fingerprint);
        writer.Write(column.Count);
        for (int start = 0, length; start < column.Count; start += length)
        {
            length = Math.Min(Column<T>.ChunkLength, column.Count - start);
            writer.Write<T>(column.Run(start, length));
        }
    }

    /// <summary>Takes what <see cref="Save"/> wrote in place of what it has; grows as the elements come.</summary>
    /// <exception cref="SnapshotCorruptException">The elements are laid out otherwise, or too many.</exception>
    public static void Load<T>(this Column<T> column, StateReader reader)
        where T : unmanaged
    {
        column.Clear();
        if (reader.Read() != RowLayout<T>.Fingerprint)
            StateReader.Corrupt($"rows of {typeof(T).Name} are not laid out as here");
        int count = reader.ReadCount(Column<T>.Capacity);
        for (int start = 0, length; start < count; start += length)
        {
            length = Math.Min(Column<T>.ChunkLength, count - start);
            column.GrowTo(start + length);
            reader.Read(column.Run(start, length));
        }
    }
}
