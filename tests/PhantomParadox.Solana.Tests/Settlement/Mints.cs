using System.Buffers.Binary;

namespace PhantomParadox.Solana.Tests.Settlement;

/// <summary>Accounts of tokens, byte by byte as the programs keep them.</summary>
internal static class Mints
{
    /// <summary>A mint of either program, without extensions.</summary>
    public static byte[] Plain(byte decimals = 6)
    {
        var data = new byte[82];
        (data[44], data[45]) = (decimals, 1);
        return data;
    }

    /// <summary>A mint of the newer program: padded to the size of a token account, a 1 for a mint, then type, length and value of each.</summary>
    public static byte[] Extended(params (ushort Number, byte[] Value)[] extensions)
    {
        List<byte> data = [.. Plain(), .. new byte[165 - 82], 1];
        Span<byte> head = stackalloc byte[4];
        foreach (var (number, value) in extensions)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(head, number);
            BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)value.Length);
            data.AddRange(head);
            data.AddRange(value);
        }

        return [.. data];
    }

    public static byte[] Account(PublicKey mint, PublicKey owner, ulong amount, bool frozen = false)
    {
        var data = new byte[TokenAccount.Size];
        mint.CopyTo(data);
        owner.CopyTo(data.AsSpan(32));
        BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(64), amount);
        data[108] = frozen ? (byte)2 : (byte)1;
        return data;
    }
}
