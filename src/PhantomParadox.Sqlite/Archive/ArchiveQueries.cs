namespace PhantomParadox.Sqlite.Archive;

/// <summary>The lists: each looks at the rows of the index that promises the fewest, and says of each whether it is meant.</summary>
/// <remarks>Columns: the ordinal, whether the row is meant, and its record if it is. One more is asked for than a page looks at.</remarks>
internal static class ArchiveQueries
{
    public const int MostLookedAt = 1_000;

    private const string JobIsMeant =
        "(?2 IS NULL OR buyer = ?2) AND (?3 IS NULL OR agent = ?3) AND (?4 IS NULL OR status = ?4) AND (?5 IS NULL OR type = ?5) AND (?6 = 0 OR status <= 3)";

    private const string DisputeIsMeant = "(?3 IS NULL OR status = ?3) AND (?4 = 0 OR status <= 3)";

    public static string Jobs(JobQuery query) =>
        query.Buyer is not null ? Jobs("INDEXED BY jobs_buyer", "buyer = ?2 AND")
        : query.AgentWallet is not null ? Jobs("INDEXED BY jobs_agent", "agent = ?3 AND")
        : query.Status is not null ? Jobs("INDEXED BY jobs_status", "status = ?4 AND")
        : query.Type is not null ? Jobs("INDEXED BY jobs_type", "type = ?5 AND")
        : Jobs("NOT INDEXED", "");

    /// <summary>The ordinal of the newest that was created before the key; none before the first.</summary>
    /// <remarks>Ids sort by time but not within a millisecond: all of the last one are looked at, in the index of ids alone.</remarks>
    public static string NewestBefore(string table) => $"""
        SELECT max(ordinal) FROM {table} INDEXED BY {table}_id
        WHERE id < ?1 AND id >= (SELECT substr(id, 1, 6) FROM {table} INDEXED BY {table}_id WHERE id < ?1 ORDER BY id DESC LIMIT 1)
        """;

    public static string Disputes(DisputeQuery query) =>
        query.PartyWallet is not null
            ? $"""
              SELECT ordinal, {DisputeIsMeant} AS meant, CASE WHEN {DisputeIsMeant} THEN record END
              FROM parties JOIN disputes USING (ordinal) WHERE wallet = ?2 AND parties.ordinal < ?1 AND parties.ordinal > ?5
              ORDER BY parties.ordinal DESC LIMIT {MostLookedAt + 1}
              """
            : $"""
              SELECT ordinal, {DisputeIsMeant} AS meant, CASE WHEN {DisputeIsMeant} THEN record END
              FROM disputes {(query.Status is null ? "NOT INDEXED" : "INDEXED BY disputes_status")}
              WHERE {(query.Status is null ? "" : "status = ?3 AND")} ordinal < ?1 AND ordinal > ?5 AND ?2 IS NULL
              ORDER BY ordinal DESC LIMIT {MostLookedAt + 1}
              """;

    private static string Jobs(string index, string condition) => $"""
        SELECT ordinal, {JobIsMeant} AS meant, CASE WHEN {JobIsMeant} THEN record END
        FROM jobs {index} WHERE {condition} ordinal < ?1 AND ordinal > ?7 ORDER BY ordinal DESC LIMIT {MostLookedAt + 1}
        """;
}
