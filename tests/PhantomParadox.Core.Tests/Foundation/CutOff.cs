using PhantomParadox.Jobs;
using PhantomParadox.Journal;

namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>A command that throws when the one within writes its n-th event, and at the latest when that one is through.</summary>
internal sealed class CutOff(Command within, int events) : InternalCommand
{
    public override void Decide(Decision decision)
    {
        // The frame is full but for so many: the next one throws, wherever the command within stands.
        for (var room = FrameReader.MaxEvents; room > events; room--)
            decision.Emit(new JobQueued(default));
        within.Decide(decision);
        throw new InvalidOperationException("Cut off.");
    }
}
