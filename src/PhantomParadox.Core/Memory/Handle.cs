namespace PhantomParadox.Memory;

/// <summary>Names a row of a <see cref="Table{T}"/>: its slot, and which of the slot's tenants is meant.</summary>
/// <param name="Slot">The slot, from 0.</param>
/// <param name="Generation">The tenant's number, from 1; 0 names nothing.</param>
internal readonly record struct Handle(int Slot, uint Generation)
{
    /// <summary>Names nothing.</summary>
    public static Handle None => default;

    /// <summary>Whether it names nothing.</summary>
    public bool IsNone => Generation == 0;
}
