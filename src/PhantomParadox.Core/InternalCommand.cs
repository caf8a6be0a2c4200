namespace PhantomParadox;

/// <summary>A command of the market's own: nobody awaits it.</summary>
internal abstract class InternalCommand : Command
{
    public sealed override Admission Admission => Admission.Always;

    public sealed override void Release(long position)
    {
    }

    public sealed override void Abandon(RefusalCode code, string detail, long position)
    {
    }
}
