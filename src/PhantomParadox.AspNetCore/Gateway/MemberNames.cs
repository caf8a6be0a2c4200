using System.Text;
using System.Text.Json;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>The members that a kind of message knows; each one's number is its place, from 0.</summary>
internal sealed class MemberNames(params string[] names)
{
    /// <summary>Stands for every member that isn't known.</summary>
    public const int Unknown = -1;

    private readonly byte[][] _utf8 = [.. names.Select(Encoding.UTF8.GetBytes)];

    public string this[int member] => names[member];

    /// <summary>The number of the member at whose name a reader stands.</summary>
    public int Find(in Utf8JsonReader reader)
    {
        for (var member = 0; member < _utf8.Length; member++)
        {
            if (reader.ValueTextEquals(_utf8[member]))
                return member;
        }

        return Unknown;
    }
}
