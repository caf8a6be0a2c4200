using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace PhantomParadox.Memory;

/// <summary>How a row lies in memory: the names and types of its fields, in order, and its size. Equal layouts have equal fingerprints.</summary>
internal static class RowLayout<T>
    where T : unmanaged
{
    /// <summary>The fields, as text.</summary>
    public static readonly string Description =
        $"{Unsafe.SizeOf<T>()} {RowLayout.Describe(typeof(T))}{(BitConverter.IsLittleEndian ? "" : " big-endian")}";

    /// <summary>FNV-1a of the description (G. Fowler, L. C. Noll, K.-P. Vo; 64 bits).</summary>
    public static readonly long Fingerprint = RowLayout.Hash(Description);
}

/// <summary>Describes types.</summary>
internal static class RowLayout
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static string Describe(Type type)
    {
        if (type.IsEnum)
            return Enum.GetUnderlyingType(type).Name;
        // The runtime's own types are known by name: how they are made inside is its business.
        if (type.IsPrimitive || type == typeof(Int128) || type == typeof(UInt128))
            return type.Name;

        var text = new StringBuilder("{");
        foreach (var field in type.GetFields(Fields).OrderBy(field => field.MetadataToken))
            text.Append(text.Length > 1 ? ", " : "").Append(field.Name).Append(": ").Append(Describe(field.FieldType));
        text.Append('}');
        if (type.GetCustomAttribute<InlineArrayAttribute>() is { } array)
            text.Append(" × ").Append(array.Length);
        return text.ToString();
    }

    public static long Hash(string text)
    {
        var hash = 14695981039346656037;
        foreach (var value in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ value) * 1099511628211;
        return (long)hash;
    }
}
