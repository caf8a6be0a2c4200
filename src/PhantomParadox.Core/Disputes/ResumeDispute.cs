using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>What a dispute waited for outside the loop is at hand: goes on with it.</summary>
internal sealed class ResumeDispute(Handle dispute) : InternalCommand
{
    private readonly ContinueDispute _next = new ContinueDispute().For(dispute);

    public override void Decide(Decision decision) => _next.Decide(decision);
}
