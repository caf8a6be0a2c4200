namespace PhantomParadox.Client;

/// <summary>What a juror votes for.</summary>
public sealed record JuryVote
{
    private JuryVote(string choice, int confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(confidence, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(confidence, 10);
        (Choice, Confidence) = (choice, confidence);
    }

    /// <summary>As the market calls it: <c>brains_win</c>, <c>muscle_win</c> or <c>split</c>.</summary>
    public string Choice { get; }

    /// <summary>How sure the juror is, 1 to 10: recorded, never weighted.</summary>
    public int Confidence { get; }

    /// <summary>For A, the buyer: the payment goes back.</summary>
    /// <param name="confidence">How sure the juror is, 1 to 10. Default 5.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not within 1 to 10.</exception>
    public static JuryVote ForA(int confidence = 5) => new("brains_win", confidence);

    /// <summary>For B, the agent on the job: it is paid.</summary>
    /// <param name="confidence">How sure the juror is, 1 to 10. Default 5.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not within 1 to 10.</exception>
    public static JuryVote ForB(int confidence = 5) => new("muscle_win", confidence);

    /// <summary>For half each.</summary>
    /// <param name="confidence">How sure the juror is, 1 to 10. Default 5.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not within 1 to 10.</exception>
    public static JuryVote Split(int confidence = 5) => new("split", confidence);
}
