using System.Diagnostics;
using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Archive;

/// <summary>Writes to the archive, a transaction a call, and rests in between as long as its share of the time wants. For one thread.</summary>
internal sealed class ArchiveWriter(SqliteConnection connection, int percent) : IDisposable
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    private readonly Statement _job = new(
        connection, "INSERT OR REPLACE INTO jobs (ordinal, id, buyer, agent, status, type, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    private readonly Statement _noParties = new(
        connection, "DELETE FROM parties WHERE ordinal = (SELECT ordinal FROM disputes WHERE id = ?1) AND wallet IN (SELECT buyer FROM disputes WHERE id = ?1 UNION SELECT agent FROM disputes WHERE id = ?1)");
    private readonly Statement _party = new(connection, "INSERT OR IGNORE INTO parties (wallet, ordinal) VALUES (?1, ?2)");
    private readonly Statement _dispute = new(
        connection, "INSERT OR REPLACE INTO disputes (ordinal, id, status, buyer, agent, record, proof) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    private readonly Statement _pool = new(connection, "INSERT OR IGNORE INTO pools (dispute, round, pool) VALUES (?1, ?2, ?3)");
    private long _restUntil;

    /// <param name="jobs">At most 256 jobs.</param>
    /// <param name="cancellationToken">Ends the rest before it.</param>
    public void Write(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken) => Together(
        () =>
        {
            Span<byte> key = stackalloc byte[16];
            foreach (var job in jobs)
            {
                ArchiveSchema.WriteKey(job.Id.Value, key);
                _job.Bind(1, job.Ordinal).Bind(2, key).Bind(3, job.Spec.Buyer).Bind(4, job.AgentWallet).Bind(5, (long)job.Status)
                    .Bind(6, (long)job.Spec.Type).Bind(7, ArchiveCodec.Encode(job))
                    .Run();
            }
        },
        cancellationToken);

    public void Write(IReadOnlyList<DisputeProof> disputes, CancellationToken cancellationToken) => Together(
        () =>
        {
            Span<byte> key = stackalloc byte[16];
            foreach (var proof in disputes)
            {
                var dispute = proof.Dispute;
                ArchiveSchema.WriteKey(dispute.Id.Value, key);
                _noParties.Bind(1, key).Run();
                _dispute.Bind(1, dispute.Ordinal).Bind(2, key).Bind(3, (long)dispute.Status).Bind(4, dispute.Buyer).Bind(5, dispute.AgentWallet)
                    .Bind(6, ArchiveCodec.Encode(dispute)).Bind(7, ArchiveCodec.Encode(proof))
                    .Run();
                _party.Bind(1, dispute.Buyer).Bind(2, dispute.Ordinal).Run();
                _party.Bind(1, dispute.AgentWallet).Bind(2, dispute.Ordinal).Run();
            }
        },
        cancellationToken);

    public void WritePool(Guid dispute, int round, ReadOnlyMemory<byte> pool, CancellationToken cancellationToken) => Together(
        () =>
        {
            Span<byte> key = stackalloc byte[16];
            ArchiveSchema.WriteKey(dispute, key);
            _pool.Bind(1, key).Bind(2, round).Bind(3, pool.Span).Run();
        },
        cancellationToken);

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_job, _noParties, _party, _dispute, _pool])
            statement.Dispose();
    }

    private void Together(Action write, CancellationToken cancellationToken)
    {
        Rest(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        DatabaseFile.Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            write();
            DatabaseFile.Execute(connection, "COMMIT");
        }
        catch
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
                DatabaseFile.Execute(connection, "ROLLBACK");
            throw;
        }

        var now = Stopwatch.GetTimestamp();
        _restUntil = Math.Max(_restUntil, began) + ((now - began) * 100 / percent);
    }

    // What is shorter than a tick of the scheduler is made up for by a later rest.
    private void Rest(CancellationToken cancellationToken)
    {
        var rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _restUntil);
        if (rest > TimeSpan.FromMilliseconds(1))
            cancellationToken.WaitHandle.WaitOne(rest < LongestRest ? rest : LongestRest);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
