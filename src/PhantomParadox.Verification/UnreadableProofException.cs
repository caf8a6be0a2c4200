namespace PhantomParadox.Verification;

/// <summary>What was given is no JSON, so that there is nothing to check.</summary>
public sealed class UnreadableProofException : Exception
{
    /// <summary>Makes one.</summary>
    public UnreadableProofException()
    {
    }

    /// <summary>Makes one with a message.</summary>
    public UnreadableProofException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a message and its cause.</summary>
    public UnreadableProofException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
