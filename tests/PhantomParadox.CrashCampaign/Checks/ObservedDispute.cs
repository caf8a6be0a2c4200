using System.Text.Json;

namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>A dispute as the market shows it, in the words of the wire.</summary>
internal sealed record ObservedDispute
{
    public required Guid Id { get; init; }

    public required Guid JobId { get; init; }

    public required string Reason { get; init; }

    public required string Status { get; init; }

    public required int Size { get; init; }

    public required int Consensus { get; init; }

    public required IReadOnlyList<ObservedSeat> Jury { get; init; }

    /// <summary>The ruling; null before there is one.</summary>
    public string? Verdict { get; init; }

    /// <summary>Votes for the buyer, for the agent, for a split, and none; null before the verdict.</summary>
    public (int BrainsWin, int MuscleWin, int Split, int Abstain)? Breakdown { get; init; }

    /// <summary>What the buyer, the agent, the jurors and the market have received; null before it is final.</summary>
    public (long Brains, long Muscle, long Jury, long Protocol)? Payment { get; init; }

    public bool IsEnded => Status is "resolved" or "timeout";

    public static ObservedDispute Of(JsonElement shown) => new()
    {
        Id = shown.GetProperty("id").GetGuid(),
        JobId = shown.GetProperty("jobId").GetGuid(),
        Reason = shown.GetProperty("reason").GetString()!,
        Status = shown.GetProperty("status").GetString()!,
        Size = shown.GetProperty("jurySize").GetInt32(),
        Consensus = shown.GetProperty("consensusRequired").GetInt32(),
        Jury = [.. shown.GetProperty("jury").EnumerateArray().Select(ObservedSeat.Of)],
        Verdict = shown.TryGetProperty("verdict", out var verdict) ? verdict.GetString() : null,
        Breakdown = shown.TryGetProperty("voteBreakdown", out var votes)
            ? (Number(votes, "brainsWin"), Number(votes, "muscleWin"), Number(votes, "split"), Number(votes, "abstain"))
            : null,
        Payment = shown.TryGetProperty("payment", out var paid)
            ? (Amount(paid, "brainsReceives"), Amount(paid, "muscleReceives"), Amount(paid, "juryReward"), Amount(paid, "protocolFee"))
            : null,
    };

    public bool Equals(ObservedDispute? other) =>
        other is not null && (Id, JobId, Reason, Status, Size, Consensus) == (other.Id, other.JobId, other.Reason, other.Status, other.Size, other.Consensus)
        && Verdict == other.Verdict && Breakdown == other.Breakdown && Payment == other.Payment && Jury.SequenceEqual(other.Jury);

    public override int GetHashCode() => Id.GetHashCode();

    public override string ToString() =>
        $"{{ {Id} of {JobId}, {Status}, {Consensus} of {Size}, jury [{string.Join(", ", Jury)}], verdict {Verdict} {Breakdown}, payment {Payment} }}";

    private static int Number(JsonElement of, string name) => of.GetProperty(name).GetInt32();

    private static long Amount(JsonElement of, string name) => of.GetProperty(name).GetInt64();
}
