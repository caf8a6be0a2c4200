using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>The collector has stopped all threads.</summary>
/// <param name="Began">When.</param>
/// <param name="Ticks">For how long, in ticks of <see cref="Stopwatch"/>.</param>
/// <param name="Generation">The generation collected; -1 where a collection in the background begins to end.</param>
/// <param name="Survived">Bytes that survived, where it knows.</param>
/// <param name="Prelude">
/// From when all threads stood until it began to collect, in ticks: about the same work each time, as it looks at nothing in the heap yet. 0
/// where it had begun to collect before.
/// </param>
internal readonly record struct Pause(DateTime Began, long Ticks, int Generation, long Survived, long Prelude);
