using System.Globalization;

namespace PhantomParadox;

/// <summary>An order that another process doesn't have: <see cref="PlantedFault.UnorderedHash"/>.</summary>
internal static class PlantedOrder
{
#pragma warning disable RS0030 // What is banned is what is planted.
    public static ulong StepAfter(ulong last) => 1 + ((uint)last.ToString(CultureInfo.InvariantCulture).GetHashCode() & 1);
#pragma warning restore RS0030
}
