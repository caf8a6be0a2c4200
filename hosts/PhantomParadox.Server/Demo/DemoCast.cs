namespace PhantomParadox.Server.Demo;

/// <summary>Who plays in the demo. A wallet is any name while identities are open.</summary>
internal static class DemoCast
{
    /// <summary>What the careless offer beside their work, at half the price.</summary>
    public const string Bargain = "bargain";

    private static readonly string[] Both = ["compute", "verify"];

    public static IReadOnlyList<string> Buyers { get; } = ["quinn", "rosa", "soren"];

    public static IReadOnlyList<DemoProfile> Agents { get; } =
    [
        new("ada", "server", Both, Bandwidth: 100, Capacity: 2),
        new("bela", "server", Both, Bandwidth: 100, Capacity: 2),
        new("chen", "desktop", ["compute"], Bandwidth: 50),
        new("dara", "desktop", ["compute", Bargain], Bandwidth: 50, Careless: true),
        new("emil", "desktop", Both, Bandwidth: 25),
        new("fatou", "desktop", ["compute", "relay"], Bandwidth: 20),
        new("goran", "browser", ["compute"], Bandwidth: 10, ComesAndGoes: true),
        new("hana", "browser", ["verify"], Bandwidth: 10),
        new("imre", "browser", ["verify", "relay", Bargain], Bandwidth: 10, Careless: true),
        new("jun", "mobile", Both, Bandwidth: 5),
        new("kofi", "mobile", ["compute"], Bandwidth: 5),
        new("lena", "mobile", ["verify", "storage"], Bandwidth: 5),
    ];
}

/// <summary>What one agent offers, and what it is like.</summary>
/// <param name="Wallet">Its wallet.</param>
/// <param name="Platform">Kind of machine.</param>
/// <param name="Capabilities">What it can do.</param>
/// <param name="Bandwidth">What it offers, in Mbit/s.</param>
/// <param name="Capacity">Jobs at once.</param>
/// <param name="Careless">Whether it answers wrongly, and judges wrongly, now and then.</param>
/// <param name="ComesAndGoes">Whether it leaves and comes back.</param>
internal sealed record DemoProfile(
    string Wallet,
    string Platform,
    IReadOnlyList<string> Capabilities,
    int Bandwidth,
    int Capacity = 1,
    bool Careless = false,
    bool ComesAndGoes = false)
{
    /// <summary>Whether its votes on juries are sealed. Who may leave in between would take the salt along.</summary>
    public bool SealsVotes => !ComesAndGoes && Platform != "mobile";
}
