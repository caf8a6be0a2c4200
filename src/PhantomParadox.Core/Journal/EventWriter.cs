namespace PhantomParadox.Journal;

/// <summary>Writes the events of a batch, frame by frame, into one growing buffer.</summary>
internal sealed class EventWriter
{
    public int Count => throw new NotImplementedException();
    public void Append<TEvent>(in TEvent happened) where TEvent : struct, IEvent<TEvent> => throw new NotImplementedException();
    public void WriteUnsigned(ulong value) => throw new NotImplementedException();
    public void WriteSigned(long value) => throw new NotImplementedException();
    public void WriteFlag(bool value) => throw new NotImplementedException();
    public void WriteWide(UInt128 value) => throw new NotImplementedException();
    public void WriteBytes(ReadOnlySpan<byte> value) => throw new NotImplementedException();
    public void WriteHandle(Memory.Handle value) => throw new NotImplementedException();
}
