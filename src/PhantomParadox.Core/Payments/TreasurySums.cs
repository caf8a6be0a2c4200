using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>What came in and went out since the market began, by currency, and what was opened for payment today.</summary>
internal sealed class TreasurySums
{
    private const long Day = 86_400_000;

    private readonly UInt128[] _deposited = new UInt128[3];
    private readonly UInt128[] _paidOut = new UInt128[3];
    private readonly UInt128[] _fees = new UInt128[3];
    private readonly Int128[] _held = new Int128[3];
    private readonly UInt128[] _opened = new UInt128[3];
    private readonly long[] _day = new long[3];

    public UInt128 Deposited(Currency currency) => _deposited[(int)currency];

    public UInt128 PaidOut(Currency currency) => _paidOut[(int)currency];

    /// <summary>What the rail took, in its own smallest unit.</summary>
    public UInt128 Fees(Currency currency) => _fees[(int)currency];

    /// <summary>What deposits have put into escrow and is still there.</summary>
    public Int128 InEscrow(Currency currency) => _held[(int)currency];

    public void Deposit(Currency currency, ulong amount) => _deposited[(int)currency] = checked(_deposited[(int)currency] + amount);

    public void PayOut(Currency currency, ulong amount) => _paidOut[(int)currency] = checked(_paidOut[(int)currency] + amount);

    public void TakeFee(Currency currency, ulong fee) => _fees[(int)currency] = checked(_fees[(int)currency] + fee);

    public void ChangeEscrow(Currency currency, Int128 amount) => _held[(int)currency] = checked(_held[(int)currency] + amount);

    /// <summary>What was opened for payment on the UTC day of a time, but for what was released.</summary>
    public UInt128 OpenedOn(Currency currency, long time) => _day[(int)currency] == time / Day ? _opened[(int)currency] : 0;

    public void Open(Currency currency, UInt128 amount, long at)
    {
        ref var opened = ref _opened[(int)currency];
        opened = checked(OpenedOn(currency, at) + amount);
        _day[(int)currency] = at / Day;
    }

    /// <summary>Gives back what a payout had taken of its day, if that is still the last one.</summary>
    public void Release(Currency currency, UInt128 amount, long openedAt)
    {
        if (_day[(int)currency] == openedAt / Day)
            _opened[(int)currency] = checked(_opened[(int)currency] - amount);
    }

    public void Save(StateWriter writer)
    {
        writer.Write<UInt128>(_deposited);
        writer.Write<UInt128>(_paidOut);
        writer.Write<UInt128>(_fees);
        writer.Write<Int128>(_held);
        writer.Write<UInt128>(_opened);
        writer.Write<long>(_day);
    }

    public void Load(StateReader reader)
    {
        reader.Read<UInt128>(_deposited);
        reader.Read<UInt128>(_paidOut);
        reader.Read<UInt128>(_fees);
        reader.Read<Int128>(_held);
        reader.Read<UInt128>(_opened);
        reader.Read<long>(_day);
    }
}
