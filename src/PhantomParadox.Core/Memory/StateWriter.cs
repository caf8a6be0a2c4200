using System.Runtime.InteropServices;
using System.Text;

namespace PhantomParadox.Memory;

/// <summary>
/// Takes the state down: what each part writes is what its hash is made of and what a snapshot holds, so nothing can be in one and be
/// forgotten in the other. Numbers are little-endian; rows go as they lie in memory, behind a fingerprint of their layout.
/// </summary>
internal abstract class StateWriter
{
    /// <summary>Begins a part of the state.</summary>
    /// <param name="name">1 to 32 ASCII characters; the reader expects the same.</param>
    /// <param name="version">The version of what follows, from 1; raised with each change of it.</param>
    public void Section(string name, ushort version)
    {
        Span<byte> bytes = stackalloc byte[StateReader.MaxName];
        var length = Encoding.ASCII.GetBytes(name, bytes);
        Write(length);
        Append(bytes[..length]);
        Write(version);
    }

    public void Write(long value) => Append(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in value)));

    /// <summary>Writes values whose number the reader knows.</summary>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged => Append(MemoryMarshal.AsBytes(values));

    /// <summary>Takes the next bytes.</summary>
    public abstract void Append(ReadOnlySpan<byte> bytes);
}
