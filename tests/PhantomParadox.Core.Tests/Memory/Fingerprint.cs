using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Memory;

/// <summary>The hash of what a structure saves, as text.</summary>
internal static class Fingerprint
{
    public static string Of(Action<StateWriter> save)
    {
        using StateHasher hasher = new();
        save(hasher);
        return Convert.ToHexString(hasher.Finish());
    }
}
