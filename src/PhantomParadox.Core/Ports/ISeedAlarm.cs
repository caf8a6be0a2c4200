namespace PhantomParadox;

/// <summary>Hears of draws whose seed doesn't come.</summary>
/// <remarks>Called by one thread at a time, never by the market's. Must not throw.</remarks>
public interface ISeedAlarm
{
    /// <summary>A seed has been missing for <see cref="JuryOptions.SeedAlarm"/>. Once a round, and again after a restart.</summary>
    /// <param name="seed">The seed.</param>
    void Raise(OverdueSeed seed);

    /// <summary>It came after all, or the dispute has ended without it.</summary>
    /// <param name="seed">The seed, as it was raised.</param>
    void Clear(OverdueSeed seed);
}

/// <summary>A seed that a draw has been waiting for too long.</summary>
/// <param name="Dispute">The dispute.</param>
/// <param name="Round">Its round, from 0.</param>
/// <param name="Source">Where the value is to come from; empty where the beacon gave no reference.</param>
/// <param name="Since">When the round began to wait; time in which the market stood still doesn't count.</param>
public sealed record OverdueSeed(DisputeId Dispute, int Round, string Source, DateTimeOffset Since);
