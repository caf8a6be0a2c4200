using System.Globalization;

namespace PhantomParadox.CrashCampaign.Payouts;

/// <summary>What a campaign on a host that pays came to. That it has one means that everybody was paid once, to the lamport.</summary>
internal sealed record PayoutResult
{
    /// <summary>How often the host was killed at each moment.</summary>
    public IReadOnlyDictionary<KillMoment, int> Kills { get; init; } = Enum.GetValues<KillMoment>().ToDictionary(moment => moment, _ => 0);

    /// <summary>Payouts that a host found open when it started.</summary>
    public int TakenUp { get; init; }

    public int Jobs { get; init; }

    /// <summary>Payouts that were paid, those that were proven not to land and owed again, and the sums of the paid.</summary>
    public int Paid { get; init; }

    public int Released { get; init; }

    public UInt128 Lamports { get; init; }

    /// <summary>How often bytes were sent to the node.</summary>
    public int Sends { get; init; }

    public PayoutResult Killed(KillMoment moment) => this with
    {
        Kills = Kills.ToDictionary(one => one.Key, one => one.Key == moment ? one.Value + 1 : one.Value),
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kills.Values.Sum()} kills ({string.Join(", ", Kills.Select(one => $"{one.Key} {one.Value}"))}); {TakenUp} payouts found open at a start; "
        + $"{Jobs} jobs; {Paid} payouts paid, {Released} expired and signed anew, {Sends} sends; {Lamports} lamports paid out; paid twice, or not: 0");
}
