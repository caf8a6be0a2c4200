using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace PhantomParadox.Memory;

/// <summary>Brings back what a <see cref="StateWriter"/> took down, and believes nothing: each number is held against its bounds.</summary>
internal abstract class StateReader
{
    /// <summary>Characters of a section's name at most.</summary>
    public const int MaxName = 32;

    private const int BreathMask = 1_023;

    /// <summary>Enters a section and returns its version.</summary>
    /// <param name="name">The section that must follow.</param>
    /// <param name="newest">The newest version that the caller can read.</param>
    /// <param name="oldest">The oldest.</param>
    /// <exception cref="SnapshotCorruptException">Another one follows, or it is of an older version: what was before it is tried.</exception>
    /// <exception cref="SnapshotVersionException">It is of a newer version.</exception>
    public int Section(string name, ushort newest, ushort oldest = 1)
    {
        Span<byte> bytes = stackalloc byte[MaxName];
        bytes = bytes[..ReadCount(MaxName)];
        Fill(bytes);
        var found = Encoding.ASCII.GetString(bytes);
        if (!string.Equals(found, name, StringComparison.Ordinal))
            Corrupt($"the section '{found}' stands where '{name}' belongs");
        var version = ReadCount(ushort.MaxValue);
        if (version > newest)
            throw new SnapshotVersionException($"Section '{name}' of a snapshot is of version {version}; this software reads up to {newest}.");
        if (version == 0)
            Corrupt($"the section '{name}' has no version");
        if (version < oldest)
            Corrupt($"the section '{name}' is of version {version}; this software reads it from version {oldest} on");
        return version;
    }

    public long Read()
    {
        long value = 0;
        Fill(MemoryMarshal.AsBytes(new Span<long>(ref value)));
        return value;
    }

    public Int128 ReadWide()
    {
        Int128 value = 0;
        Fill(MemoryMarshal.AsBytes(new Span<Int128>(ref value)));
        return value;
    }

    /// <summary>A number from 0 to a bound.</summary>
    /// <exception cref="SnapshotCorruptException">It is outside.</exception>
    public int ReadCount(int most) => (int)ReadBetween(0, most);

    /// <summary>A number within bounds, both included.</summary>
    /// <exception cref="SnapshotCorruptException">It is outside.</exception>
    public long ReadBetween(long least, long most)
    {
        var value = Read();
        if (value < least || value > most)
            Corrupt($"{value} stands where a number from {least} to {most} belongs");
        return value;
    }

    /// <summary>Reads values whose number is known.</summary>
    public void Read<T>(Span<T> values)
        where T : unmanaged => Fill(MemoryMarshal.AsBytes(values));

    /// <summary>
    /// Called at each step of what is made anew of what was read: of so many steps that reading alone would be over sooner, one in a
    /// thousand is a rest for a reader who must not take a core for long.
    /// </summary>
    public void Step(int index)
    {
        if ((index & BreathMask) == BreathMask)
            Breathe();
    }

    /// <summary>Says what is wrong.</summary>
    [DoesNotReturn]
    public static void Corrupt(string what) => throw new SnapshotCorruptException($"A snapshot can't be read: {what}.");

    /// <summary>Gives the next bytes.</summary>
    /// <exception cref="SnapshotCorruptException">There are fewer, or they are damaged.</exception>
    public abstract void Fill(Span<byte> bytes);

    /// <summary>Rests, if it is time to.</summary>
    protected virtual void Breathe()
    {
    }
}
