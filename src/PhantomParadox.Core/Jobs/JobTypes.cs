using PhantomParadox.Identity;

namespace PhantomParadox.Jobs;

/// <summary>The types of jobs as capabilities.</summary>
internal static class JobTypes
{
    /// <summary>Interns the types as the first texts of a market, so that a type's number is its capability.</summary>
    public static void Intern(InternedTexts texts)
    {
        for (var type = JobType.Relay; type <= JobType.Storage; type++)
        {
            if (texts.Acquire(Name(type)) != (int)type)
                throw new InvalidOperationException("The types must be a market's first texts.");
        }
    }

    public static ReadOnlySpan<byte> Name(JobType type) => type switch
    {
        JobType.Relay => "relay"u8,
        JobType.Compute => "compute"u8,
        JobType.Verify => "verify"u8,
        JobType.Storage => "storage"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
