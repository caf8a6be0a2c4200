namespace PhantomParadox.Client;

/// <summary>A sealed vote with the salt that reveals it. Whoever knows the salt can void the vote: keep it as a secret.</summary>
public sealed record SealedBallot
{
    /// <summary>The dispute.</summary>
    public required string DisputeId { get; init; }

    /// <summary>The round that it is sealed for, from 0.</summary>
    public required int Round { get; init; }

    /// <summary>The juror's agent id, to which the seal is bound.</summary>
    public required string JurorId { get; init; }

    /// <summary>The vote: <c>brains_win</c>, <c>muscle_win</c> or <c>split</c>.</summary>
    public required string Choice { get; init; }

    /// <summary>How sure the juror is, 1 to 10.</summary>
    public required int Confidence { get; init; }

    /// <summary>The salt, as 64 hexadecimal digits.</summary>
    public required string Salt { get; init; }

    /// <summary>Names the ballot without its secrets.</summary>
    public override string ToString() => $"a sealed ballot in dispute {DisputeId}";
}
