namespace PhantomParadox.Simulation;

/// <summary>Something that must hold doesn't.</summary>
internal sealed class SimulationFailedException(string message, Exception? cause = null) : Exception(message, cause);
