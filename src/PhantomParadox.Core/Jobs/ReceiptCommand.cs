using PhantomParadox.Idempotency;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>A command that is answered with what it left behind of one job.</summary>
internal abstract class ReceiptCommand(ReadBack readBack) : Command<JobReceipt>
{
    private JobStanding _left;

    protected sealed override JobReceipt Render() => _left.ToReceipt();

    /// <summary>Sets what a command that is used again is answered with.</summary>
    protected void Aim(ReadBack back) => readBack = back;

    /// <summary>Copies out how it left its job.</summary>
    protected void Leave(Market market, Handle job) => _left.Take(market, job, readBack);

    /// <summary>Copies out how its job stands, though it was carried out before.</summary>
    protected void LeaveAgain(Market market, UInt128 id, in KeptAnswer kept) => _left.TakeAgain(market, id, readBack, kept);

    protected sealed override void Reset()
    {
        base.Reset();
        _left = default;
    }
}
