using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Journal;

namespace PhantomParadox.Archive;

/// <summary>The forms in which fields of records are written.</summary>
internal static class RecordFields
{
    // More than any list of a record has; a damaged length must not take memory.
    private const ulong LongestList = 1 << 16;

    public static void WriteId(this FieldWriter writer, Guid id) => writer.WriteWide(Uuid.FromGuid(id));

    public static void WriteCount(this FieldWriter writer, int value) => writer.WriteUnsigned(checked((ulong)value));

    public static void WriteMoment(this FieldWriter writer, DateTimeOffset? moment) =>
        writer.WriteUnsigned(moment is { } known ? (ulong)known.UtcTicks : 0);

    /// <summary>One more than the value; 0 is none.</summary>
    public static void WriteOptional(this FieldWriter writer, long? value) =>
        writer.WriteUnsigned(value is { } known ? checked((ulong)known + 1) : 0);

    public static void WriteOptional(this FieldWriter writer, string? text)
    {
        writer.WriteFlag(text is not null);
        if (text is not null)
            writer.WriteText(text);
    }

    public static void WriteList<T>(this FieldWriter writer, IReadOnlyList<T> items, Action<FieldWriter, T> write)
    {
        writer.WriteCount(items.Count);
        foreach (var item in items)
            write(writer, item);
    }

    public static Guid ReadId(this scoped ref EventReader reader) => Uuid.ToGuid(reader.ReadWide());

    public static int ReadCount(this scoped ref EventReader reader) => checked((int)reader.ReadUnsigned());

    public static string ReadText(this scoped ref EventReader reader) => Encoding.UTF8.GetString(reader.ReadBytes());

    public static DateTimeOffset? ReadOptionalMoment(this scoped ref EventReader reader) =>
        reader.ReadUnsigned() is > 0 and var ticks ? new DateTimeOffset(checked((long)ticks), TimeSpan.Zero) : null;

    public static DateTimeOffset ReadMoment(this scoped ref EventReader reader) => reader.ReadOptionalMoment() ?? default;

    public static long? ReadOptional(this scoped ref EventReader reader) =>
        reader.ReadUnsigned() is > 0 and var value ? checked((long)(value - 1)) : null;

    public static string? ReadOptionalText(this scoped ref EventReader reader) => reader.ReadFlag() ? reader.ReadText() : null;

    public static TEnum ReadWord<TEnum>(this scoped ref EventReader reader)
        where TEnum : struct, Enum
    {
        var value = (TEnum)Enum.ToObject(typeof(TEnum), reader.ReadUnsigned());
        return Enum.IsDefined(value) ? value : throw new FormatException($"There is no {typeof(TEnum).Name} of that number.");
    }

    public static List<T> ReadList<T>(this scoped ref EventReader reader, ItemReading<T> read)
    {
        var count = reader.ReadUnsigned();
        if (count > LongestList)
            throw new FormatException("A list of the record is too long.");
        List<T> items = [];
        for (; count > 0; count--)
            items.Add(read(ref reader));
        return items;
    }
}

/// <summary>Reads an item of a list.</summary>
internal delegate T ItemReading<out T>(scoped ref EventReader reader);
