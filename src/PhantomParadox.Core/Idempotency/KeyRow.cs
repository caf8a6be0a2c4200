using System.Runtime.InteropServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Idempotency;

/// <summary>A key that a command was carried out under, in 48 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct KeyRow : IInLargeBlocks
{
    private const int ResultBits = 8;

    private ulong _keyHigh;
    private ulong _keyLow;
    private ulong _subjectHigh;
    private ulong _subjectLow;
    public ulong Request;

    /// <summary>Market time in seconds, rounded up: till 2106.</summary>
    public uint Second;

    private uint _callerAndResult;

    /// <summary>Most callers that a row can name.</summary>
    public const int MostCallers = 1 << (32 - ResultBits);

    public UInt128 Key
    {
        readonly get => new(_keyHigh, _keyLow);
        set => (_keyHigh, _keyLow) = ((ulong)(value >> 64), (ulong)value);
    }

    /// <summary>The caller's slot.</summary>
    public readonly int Caller => (int)(_callerAndResult >> ResultBits);

    public readonly KeptAnswer Answer => new(new UInt128(_subjectHigh, _subjectLow), (byte)_callerAndResult);

    public void Keep(int caller, in KeptAnswer answer)
    {
        _callerAndResult = ((uint)caller << ResultBits) | answer.Result;
        (_subjectHigh, _subjectLow) = ((ulong)(answer.Subject >> 64), (ulong)answer.Subject);
    }
}

/// <summary>How many keys of one caller are kept.</summary>
internal struct CallerRow
{
    public ulong Hash;
    public int Count;
}
