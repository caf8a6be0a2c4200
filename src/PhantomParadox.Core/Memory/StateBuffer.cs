using System.Buffers;

namespace PhantomParadox.Memory;

/// <summary>What a small state writes, in memory.</summary>
internal sealed class StateBuffer : StateWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public override void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>Reads it from its beginning.</summary>
    public StateReader Read() => new Reader(_bytes.WrittenMemory);

    private sealed class Reader(ReadOnlyMemory<byte> rest) : StateReader
    {
        private ReadOnlyMemory<byte> _rest = rest;

        public override void Fill(Span<byte> bytes)
        {
            if (bytes.Length > _rest.Length)
                Corrupt("it ends too early");
            _rest.Span[..bytes.Length].CopyTo(bytes);
            _rest = _rest[bytes.Length..];
        }
    }
}
