using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Archive;

/// <summary>One reader's connection with its statements, each prepared when first needed. For one thread at a time.</summary>
internal sealed class ArchiveReader(string path) : IDisposable
{
    private readonly SqliteConnection _connection = DatabaseFile.Open(path, SqliteOpenMode.ReadWrite);
    private readonly Dictionary<string, Statement> _statements = [];

    public byte[]? Record(string sql, Guid id)
    {
        Span<byte> key = stackalloc byte[16];
        ArchiveSchema.WriteKey(id, key);
        var statement = Prepared(sql);
        try
        {
            return statement.Bind(1, key).Step() ? statement.Bytes(0).ToArray() : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    public DisputeProof? Proof(Guid id)
    {
        Span<byte> key = stackalloc byte[16];
        ArchiveSchema.WriteKey(id, key);
        var statement = Prepared("SELECT record, proof FROM disputes WHERE id = ?1");
        try
        {
            return statement.Bind(1, key).Step()
                ? ArchiveCodec.DecodeProof(statement.Bytes(1), ArchiveCodec.DecodeDispute(statement.Bytes(0)))
                : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    public byte[] Pool(Guid dispute, int round)
    {
        Span<byte> key = stackalloc byte[16];
        ArchiveSchema.WriteKey(dispute, key);
        var statement = Prepared("SELECT pool FROM pools WHERE dispute = ?1 AND round = ?2");
        try
        {
            return statement.Bind(1, key).Bind(2, round).Step() ? statement.Bytes(0).ToArray() : [];
        }
        finally
        {
            statement.Reset();
        }
    }

    public (List<JobRecord> Found, long Next) Jobs(JobQuery query, long before)
    {
        var (above, below) = Span("jobs", query.CreatedFrom, query.CreatedBefore, before);
        var statement = Prepared(ArchiveQueries.Jobs(query));
        statement.Bind(1, below).Bind(2, query.Buyer).Bind(3, query.AgentWallet).Bind(4, (long?)query.Status)
            .Bind(5, (long?)query.Type).Bind(6, query.OpenOnly ? 1L : 0L).Bind(7, above);
        return Page(statement, query.Limit, static bytes => ArchiveCodec.DecodeJob(bytes));
    }

    public (List<DisputeRecord> Found, long Next) Disputes(DisputeQuery query, long before)
    {
        var (above, below) = Span("disputes", query.CreatedFrom, query.CreatedBefore, before);
        var statement = Prepared(ArchiveQueries.Disputes(query));
        statement.Bind(1, below).Bind(2, query.PartyWallet).Bind(3, (long?)query.Status).Bind(4, query.UnresolvedOnly ? 1L : 0L)
            .Bind(5, above);
        return Page(statement, query.Limit, static bytes => ArchiveCodec.DecodeDispute(bytes));
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    private static (List<T> Found, long Next) Page<T>(Statement statement, int limit, Func<ReadOnlySpan<byte>, T> decode)
    {
        try
        {
            var found = new List<T>();
            var last = 0L;
            for (var looked = 0; statement.Step(); looked++)
            {
                // There is one more: the page ends above it.
                if (looked == ArchiveQueries.MostLookedAt || found.Count == limit)
                    return (found, last);
                last = statement.Number(0);
                if (statement.Number(1) != 0)
                    found.Add(decode(statement.Bytes(2)));
            }

            return (found, 0);
        }
        finally
        {
            statement.Reset();
        }
    }

    // A span of time as one of ordinals, both ends outside.
    private (long Above, long Below) Span(string table, DateTimeOffset? from, DateTimeOffset? end, long before) => (
        from is { } first ? NewestBefore(table, first) : 0,
        end is { } last ? Math.Min(before, NewestBefore(table, last) + 1) : before);

    private long NewestBefore(string table, DateTimeOffset time)
    {
        Span<byte> key = stackalloc byte[6];
        ArchiveSchema.WriteKey(time, key);
        var statement = Prepared(ArchiveQueries.NewestBefore(table));
        try
        {
            return statement.Bind(1, key).Step() ? statement.Number(0) : 0;
        }
        finally
        {
            statement.Reset();
        }
    }

    private Statement Prepared(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements.Add(sql, statement = new Statement(_connection, sql));
        return statement;
    }
}
