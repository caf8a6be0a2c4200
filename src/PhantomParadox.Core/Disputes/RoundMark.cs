namespace PhantomParadox.Disputes;

/// <summary>When a round opened, as far as paid jobs go: what was paid later, or too long before, makes nobody related in it.</summary>
/// <param name="Number">Its number among all rounds of the market, from 1; 0 for none.</param>
/// <param name="Day">Whole days since 1970-01-01 UTC.</param>
internal readonly record struct RoundMark(int Number, int Day)
{
    /// <summary>Whether a day is among the 30 that end with that of the opening.</summary>
    public bool Reaches(int day) => (long)Day - day < PairRow.WindowDays;

    /// <summary>Whether a job was paid before the opening and within its 30 days.</summary>
    /// <param name="opened">Rounds that had been opened when it was paid.</param>
    /// <param name="day">The day on which it was paid.</param>
    public bool Counts(int opened, int day) => opened < Number && Reaches(day);
}
