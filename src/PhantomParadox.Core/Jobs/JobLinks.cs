using System.Runtime.CompilerServices;

namespace PhantomParadox.Jobs;

/// <summary>The lists that a job can stand on.</summary>
internal enum JobList
{
    /// <summary>All of its buyer's, by ordinal.</summary>
    OfBuyer,

    /// <summary>All of its present or last agent's, by ordinal.</summary>
    OfAgent,

    /// <summary>Those that its agent holds, oldest lease first.</summary>
    Held,

    /// <summary>Those in its phase: see <see cref="JobPhase"/>.</summary>
    Phase,
}

/// <summary>A job's places on the lists, by <see cref="JobList"/>.</summary>
[InlineArray(4)]
internal struct JobLinks
{
    private JobLink _first;
}

/// <summary>A job's place on a list: slots plus one; 0 is none.</summary>
internal struct JobLink
{
    public int Previous;
    public int Next;
}

/// <summary>The ends of a list: slots plus one; 0 is none.</summary>
internal struct JobListEnds
{
    public int First;
    public int Last;
}
