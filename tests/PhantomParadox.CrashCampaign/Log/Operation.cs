namespace PhantomParadox.CrashCampaign.Log;

/// <summary>One thing that a client asked for.</summary>
/// <param name="deed">What.</param>
/// <param name="caller">The wallet that asked.</param>
/// <param name="mark">A text of this operation alone that shows in what it leaves: a proof's hash, a reason; empty where none does.</param>
internal sealed class Operation(Deed deed, string caller, string mark)
{
    public Deed Deed { get; } = deed;

    public string Caller { get; } = caller;

    public string Mark { get; } = mark;

    /// <summary>Until an answer is read, nothing is known.</summary>
    public Answer Answer { get; set; } = Answer.Unknown;

    /// <summary>Position that the answer named; 0 for none.</summary>
    public long Position { get; set; }

    /// <summary>Status of the answer, or why there was none.</summary>
    public string Said { get; set; } = "";

    /// <summary>Which kill the operation came before; the first is 1.</summary>
    public int Round { get; init; }

    /// <summary>The answer was unknown until the market was looked at, or asked again.</summary>
    public bool Resolved { get; set; }

    /// <summary>The request as it was sent, where its client named it; null where it has no name.</summary>
    public KeyedRequest? Keyed { get; set; }

    /// <summary>It happened only when it was asked again.</summary>
    public bool IsLate { get; set; }

    public override string ToString() =>
        $"round {Round} {Deed} by {Caller} '{Mark}'{(Keyed is null ? "" : " keyed")}: {Answer}{(Resolved ? " (afterwards)" : "")} {Said} at {Position}";
}
