using System.Buffers;
using System.Text.Json;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>Walks the members of a message and reads their values; each wrong one yields a complaint that names it.</summary>
internal ref struct JsonFields
{
    /// <summary>The greatest whole number that every JSON reader keeps exactly: 2⁵³ − 1.</summary>
    public const long MaxWhole = 9_007_199_254_740_991;

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl)]);

    public Utf8JsonReader Reader;
    private uint _seen;

    public JsonFields(ReadOnlySpan<byte> message) => Reader = new Utf8JsonReader(message, MessageTypes.Strict);

    /// <summary>Steps into the object that the message is.</summary>
    public bool Open() => Reader.Read() && Reader.TokenType == JsonTokenType.StartObject;

    /// <summary>Steps to the next member's name.</summary>
    public bool Next() => Reader.Read() && Reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Steps to the value of the message's next member. A known one may come once only.</summary>
    /// <param name="names">The members that are known.</param>
    /// <param name="member">Which it is.</param>
    /// <param name="complaint">What ended the message early, or null.</param>
    /// <returns>Whether there is one; false at the message's end, of which nothing more needs to be read then.</returns>
    public bool NextMember(MemberNames names, out int member, out Complaint? complaint)
    {
        member = MemberNames.Unknown;
        complaint = null;
        if (!Next())
        {
            Close();
            return false;
        }

        member = names.Find(Reader);
        if (member != MemberNames.Unknown)
        {
            if ((_seen & (1u << member)) != 0)
            {
                complaint = Complaint.Repeated(names[member]);
                return false;
            }

            _seen |= 1u << member;
        }

        Reader.Read();
        return true;
    }

    /// <summary>Checks that nothing follows the object.</summary>
    private void Close()
    {
        while (Reader.Read())
        {
        }
    }

    public Complaint? Ignore()
    {
        Reader.Skip();
        return null;
    }

    public readonly Complaint? BeginPart(string field, out int start)
    {
        start = (int)Reader.TokenStartIndex;
        return Reader.TokenType == JsonTokenType.StartObject ? null : Complaint.Field(field, "an object");
    }

    public readonly Complaint? EndPart(string field, int start, int maxBytes, out Slice part)
    {
        part = new Slice(start, (int)Reader.BytesConsumed - start);
        return part.Length <= maxBytes ? null : Complaint.Field(field, $"at most {maxBytes} bytes");
    }

    /// <summary>Reads a text without control characters; where it equals the one of before, that one.</summary>
    public readonly Complaint? Text(string field, string? before, int maxLength, ref string? value, int least = 1)
    {
        if (Reader.TokenType == JsonTokenType.String)
        {
            if (before is not null && Reader.ValueTextEquals(before))
            {
                value = before;
                return null;
            }

            // An escape makes at most six bytes of one character: what is longer need not become a string first.
            if (Reader.ValueSpan.Length <= maxLength * 6 && CommonTexts.Shared.Get(Reader) is { } text
                && text.Length >= least && text.Length <= maxLength && !text.AsSpan().ContainsAny(Controls))
            {
                value = text;
                return null;
            }
        }

        return Complaint.Field(field, $"a text of {least} to {maxLength} characters");
    }

    /// <summary>Reads a number and drops its fraction: browsers measure in fractions, rules count in whole numbers.</summary>
    public readonly Complaint? Whole(string field, long least, ref long? value)
    {
        if (Reader.TokenType == JsonTokenType.Number)
        {
            if (!Reader.TryGetInt64(out var number))
                number = Reader.TryGetDouble(out var fraction) ? Cut(fraction) : long.MaxValue;
            if (number >= least && number <= MaxWhole)
            {
                value = number;
                return null;
            }
        }

        return Complaint.Field(field, least < 0 ? "a number from 0 to 2^53 - 1, or -1 for no limit" : "a number from 0 to 2^53 - 1");
    }

    private static long Cut(double fraction) =>
        fraction > MaxWhole ? long.MaxValue
        : fraction >= 0 || fraction == -1 ? (long)fraction
        : long.MinValue;    // -1.5 must not pass as -1, which is no limit

    /// <summary>Reads a whole number within a range.</summary>
    public readonly Complaint? Integer(string field, long least, long most, ref long? value)
    {
        if (Reader.TokenType == JsonTokenType.Number && Reader.TryGetInt64(out var number) && number >= least && number <= most)
        {
            value = number;
            return null;
        }

        return Complaint.Field(field, $"a whole number from {least} to {most}");
    }

    public readonly Complaint? Flag(string field, ref bool? value)
    {
        if (Reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            return Complaint.Field(field, "true or false");
        value = Reader.GetBoolean();
        return null;
    }
}
