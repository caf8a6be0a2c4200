using System.Globalization;

namespace PhantomParadox.Redis.Connection;

/// <summary>What a server can be trusted with.</summary>
/// <param name="Unusable">Why it can't be used at all.</param>
/// <param name="Weaknesses">How it may lose what it acknowledged.</param>
/// <param name="Notes">What is worth knowing besides.</param>
internal sealed record ServerVerdict(IReadOnlyList<string> Unusable, IReadOnlyList<string> Weaknesses, IReadOnlyList<string> Notes)
{
    private static readonly Version Oldest = new(7, 0);

    public static ServerVerdict On(ServerFacts facts, bool settingsConfirmed, bool several)
    {
        var unusable = new List<string>();
        if (facts.Version < Oldest)
            unusable.Add($"Redis {facts.Version} is older than 7.0");
        if (facts.Role != "master")
            unusable.Add($"the server's role is {facts.Role}, not master");
        if (facts.NoTransactions is { } refusal)
            unusable.Add($"it takes no transaction (MULTI, EXEC), and what goes to the archive is one: {refusal}");

        var weak = new List<string>();
        if (!facts.KeepsFile)
            weak.Add("appendonly is no: what came after the last RDB file is lost in a crash");
        if (facts.Fsync is null)
        {
            if (!settingsConfirmed)
                weak.Add("CONFIG GET is forbidden, and nobody vouches for appendfsync always (Redis:SettingsConfirmed=true would)");
        }
        else
        {
            if (facts.Fsync != "always")
                weak.Add($"appendfsync is {facts.Fsync}, not always: the last seconds are lost in a crash");
            if (facts.NoFsyncOnRewrite != "no")
                weak.Add($"no-appendfsync-on-rewrite is {facts.NoFsyncOnRewrite ?? "unknown"}, not no: nothing is synced while the file is rewritten");
        }

        if (facts.MemoryPolicy != "noeviction")
            weak.Add($"maxmemory-policy is {facts.MemoryPolicy}, not noeviction: a full server forgets keys");
        if (facts.IsCluster)
            weak.Add("the server is part of a cluster, which may promote a replica that lags");
        if (several)
            weak.Add("the connection string names several servers, and the client may go over to one that nobody has checked; name one");
        if (facts.IsSentinel)
            weak.Add("the server is chosen by Sentinel, which may promote a replica that lags");

        var notes = new List<string>();
        if (facts.Replicas > 0)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"replicas connected: {facts.Replicas}; a failover to one may lose what was acknowledged"));
        if (facts.Fsync is null && settingsConfirmed)
            notes.Add("CONFIG GET is forbidden: appendfsync always is the operator's word");
        return new(unusable, weak, notes);
    }
}
