using PhantomParadox.Idempotency;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>A command that is answered with what it left behind of one job.</summary>
internal abstract class ReceiptCommand(ReadBack readBack) : Command<JobReceipt>
{
    private JobStanding _left = new(readBack);

    /// <summary>The id of its job; of one that it makes, once it has.</summary>
    protected abstract UInt128 Subject { get; }

    protected sealed override JobReceipt Render() => _left.ToReceipt(Subject);

    /// <summary>Sets what a command that is used again is answered with.</summary>
    protected void Aim(ReadBack back) => _left = new JobStanding(back);

    /// <summary>Copies out how it left its job.</summary>
    protected void Leave(Market market, Handle job) => _left.Take(market, job);

    /// <summary>Copies out how its job stands, though it was carried out before.</summary>
    protected void LeaveAgain(Market market, in KeptAnswer kept) => _left.TakeAgain(market, Subject, kept);

    protected sealed override void Reset()
    {
        base.Reset();
        _left = default;
    }
}
