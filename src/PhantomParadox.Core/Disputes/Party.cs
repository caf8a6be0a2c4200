namespace PhantomParadox;

/// <summary>The two sides of a job.</summary>
public enum Party : byte
{
    /// <summary>The buyer; <c>brains</c> on the wire.</summary>
    Buyer = 1,

    /// <summary>The agent on the job; <c>muscle</c> on the wire.</summary>
    Agent = 2,
}
