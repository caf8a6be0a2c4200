using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace PhantomParadox.Identity;

/// <summary>What a wallet's address may look like: 1 to 64 visible ASCII characters.</summary>
internal static class WalletText
{
    public const int MaxLength = 64;

    // Characters that are looked at together. The last few of a text are, with some that were looked at before.
    private const int Step = 8;

    public static bool IsValid(string? text)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        return text is { Length: > 0 and <= MaxLength } && TryEncode(text, bytes, out _);
    }

    /// <summary>Writes the address as bytes, if it is one.</summary>
    /// <param name="text">The address.</param>
    /// <param name="destination">Room for the longest.</param>
    /// <param name="length">Its length.</param>
    public static bool TryEncode(string text, Span<byte> destination, out int length)
    {
        length = text.Length;
        if (length is 0 or > MaxLength)
            return false;
        if (length < Step)
            return Ascii.FromUtf16(text, destination, out _) is OperationStatus.Done && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
        ref var characters = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan()));
        ref var bytes = ref MemoryMarshal.GetReference(destination[..length]);
        for (var at = 0; ; at = Math.Min(at + Step, length - Step))
        {
            var step = Vector128.LoadUnsafe(ref characters, (nuint)at);
            if (Vector128.GreaterThanAny(step - Vector128.Create<ushort>('!'), Vector128.Create<ushort>('~' - '!')))
                return false;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref bytes, at), Vector128.Narrow(step, step).AsUInt64().ToScalar());
            if (at == length - Step)
                return true;
        }
    }

    /// <summary>Whether the bytes of an address are those of a text.</summary>
    public static bool AreSame(ReadOnlySpan<byte> address, string text)
    {
        if (address.Length != text.Length)
            return false;
        if (address.Length < Step)
            return Ascii.Equals(address, text);
        ref var characters = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan()));
        ref var bytes = ref MemoryMarshal.GetReference(address);
        for (var at = 0; ; at = Math.Min(at + Step, address.Length - Step))
        {
            var step = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, at))).AsByte();
            if (Vector128.WidenLower(step) != Vector128.LoadUnsafe(ref characters, (nuint)at))
                return false;
            if (at == address.Length - Step)
                return true;
        }
    }
}
