namespace PhantomParadox.Hosting;

/// <summary>An order whose deposits are looked for.</summary>
internal sealed class DepositWatch(DepositOrder order, DateTimeOffset due)
{
    public DepositOrder Order { get; set; } = order;

    /// <summary>When to look next.</summary>
    public DateTimeOffset Due { get; set; } = due;

    /// <summary>The transactions that the market has heard of.</summary>
    public HashSet<string> Told { get; } = new(StringComparer.Ordinal);

    /// <summary>The transactions that were found, whether they are told or not.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);
}
