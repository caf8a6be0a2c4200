using System.Text;
using PhantomParadox.Identity;

namespace PhantomParadox.Journal;

/// <summary>Names the fields of an event, in the order in which it wrote them.</summary>
internal sealed class FieldLister(ReadOnlyMemory<byte> fields)
{
    private readonly List<JournalField> _list = [];
    private ReadOnlyMemory<byte> _rest = fields;

    /// <summary>What was listed.</summary>
    /// <exception cref="JournalCorruptException">There are more fields than the event has.</exception>
    public List<JournalField> End() =>
        _rest.IsEmpty ? _list : throw new JournalCorruptException("it has fields that this version doesn't know.");

    public FieldLister Row(string name)
    {
        var reader = Reader;
        var row = reader.ReadHandle();
        return Add(name, row.IsNone ? null : $"{row.Slot}/{row.Generation}", reader);
    }

    public FieldLister Id(string name)
    {
        var reader = Reader;
        return Add(name, Uuid.ToGuid(reader.ReadWide()).ToString(), reader);
    }

    /// <summary>A field that isn't for everybody: it is read over.</summary>
    public FieldLister Secret(string name)
    {
        var reader = Reader;
        reader.ReadWide();
        return Add(name, null, reader);
    }

    /// <summary>16 bytes that are no id, in hexadecimal digits.</summary>
    public FieldLister Hash(string name)
    {
        var reader = Reader;
        return Add(name, reader.ReadWide().ToString("x32", null), reader);
    }

    /// <summary>Two hashes of 8 bytes that stand in one field.</summary>
    public FieldLister Hashes(string first, string second)
    {
        var reader = Reader;
        var both = reader.ReadWide();
        _list.Add(new JournalField(first, ((ulong)(both >> 64)).ToString("x16", null)));
        return Add(second, ((ulong)both).ToString("x16", null), reader);
    }

    public FieldLister Number(string name)
    {
        var reader = Reader;
        return Add(name, reader.ReadUnsigned(), reader);
    }

    public FieldLister Signed(string name)
    {
        var reader = Reader;
        return Add(name, reader.ReadSigned(), reader);
    }

    public FieldLister Flag(string name)
    {
        var reader = Reader;
        return Add(name, reader.ReadFlag(), reader);
    }

    public FieldLister Text(string name)
    {
        var reader = Reader;
        return Add(name, Encoding.UTF8.GetString(reader.ReadBytes()), reader);
    }

    public FieldLister Texts(string name)
    {
        var reader = Reader;
        return Add(name, EventTexts.Decode(reader.ReadBytes()), reader);
    }

    /// <summary>The lines of a payout: of each the wallet's row and the amount.</summary>
    public FieldLister Lines(string name)
    {
        var reader = Reader;
        List<string> lines = [];
        foreach (var (wallet, amount) in new Payments.PayoutLines(reader.ReadBytes()))
            lines.Add($"{wallet.Slot}/{wallet.Generation} {amount}");
        return Add(name, lines, reader);
    }

    public FieldLister Bytes(string name)
    {
        var reader = Reader;
        return Add(name, Convert.ToHexStringLower(reader.ReadBytes()), reader);
    }

    /// <summary>A number that has a name; where this version knows none, the number.</summary>
    public FieldLister Word<T>(string name)
        where T : struct, Enum
    {
        var reader = Reader;
        var value = reader.ReadUnsigned();
        return Add(name, value <= int.MaxValue ? Enum.ToObject(typeof(T), (int)value).ToString() : value, reader);
    }

    /// <summary>A number that is one more than its value, and 0 for none.</summary>
    public FieldLister Optional(string name)
    {
        var reader = Reader;
        return Add(name, reader.ReadUnsigned() is > 0 and var value ? value - 1 : null, reader);
    }

    public FieldLister Reputation() => Number("workKept").Number("workBroken").Number("juryKept").Number("juryBroken").Signed("day").Signed("points");

    public FieldLister Metrics() => Optional("bytesProcessed").Optional("computeCycles").Optional("duration");

    private EventReader Reader => new(_rest.Span);

    private FieldLister Add(string name, object? value, in EventReader read)
    {
        _list.Add(new JournalField(name, value));
        _rest = _rest[^read.Left..];
        return this;
    }
}
