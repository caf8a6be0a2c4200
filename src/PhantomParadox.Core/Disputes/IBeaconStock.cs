namespace PhantomParadox.Disputes;

/// <summary>References to values that nobody can know yet, at hand without waiting.</summary>
internal interface IBeaconStock
{
    /// <summary>Takes one, if there is one. Called by the loop's thread.</summary>
    bool TryTake(out BeaconReference reference);
}
