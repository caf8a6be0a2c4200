namespace PhantomParadox.Journal;

/// <summary>Reads the fields of one event.</summary>
internal ref struct EventReader
{
    public ulong ReadUnsigned() => throw new NotImplementedException();
    public long ReadSigned() => throw new NotImplementedException();
    public bool ReadFlag() => throw new NotImplementedException();
    public UInt128 ReadWide() => throw new NotImplementedException();
    public ReadOnlySpan<byte> ReadBytes() => throw new NotImplementedException();
    public Memory.Handle ReadHandle() => throw new NotImplementedException();
}
