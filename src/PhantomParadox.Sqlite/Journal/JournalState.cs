using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Journal;

/// <summary>The one row that says whose term it is, and where the history that is kept begins.</summary>
/// <param name="Epoch">The present writer's term.</param>
/// <param name="Trimmed">Position of the last event removed; 0 for none.</param>
/// <param name="TrimmedHash">The hash of the batch that ended there; zeros for none.</param>
internal sealed record JournalState(Epoch Epoch, long Trimmed, byte[] TrimmedHash)
{
    public const string Schema = """
        CREATE TABLE journal (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            term INTEGER NOT NULL, nonce BLOB NOT NULL, trimmed INTEGER NOT NULL, trimmed_hash BLOB NOT NULL, checksum BLOB NOT NULL
        ) STRICT;
        """;

    private const string Columns = "term, nonce, trimmed, trimmed_hash, checksum";

    public static JournalState Empty { get; } = new(default, 0, new byte[32]);

    /// <exception cref="JournalCorruptException">The row is missing or damaged.</exception>
    public static JournalState Read(SqliteConnection connection)
    {
        using var statement = new Statement(connection, $"SELECT {Columns} FROM journal WHERE id = 1");
        if (!statement.Step() || statement.Bytes(1).Length != 16 || statement.Bytes(3).Length != 32)
            throw new JournalCorruptException("The journal's row of its term is missing or damaged.");

        var epoch = new Epoch((ulong)statement.Number(0), BinaryPrimitives.ReadUInt128LittleEndian(statement.Bytes(1)));
        var state = new JournalState(epoch, statement.Number(2), statement.Bytes(3).ToArray());
        return statement.Bytes(4).SequenceEqual(state.Checksum())
            ? state
            : throw new JournalCorruptException("The journal's row of its term is damaged.");
    }

    public void Write(SqliteConnection connection)
    {
        Span<byte> nonce = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(nonce, Epoch.Nonce);
        using var statement = new Statement(connection, $"INSERT OR REPLACE INTO journal (id, {Columns}) VALUES (1, ?1, ?2, ?3, ?4, ?5)");
        statement.Bind(1, (long)Epoch.Term).Bind(2, nonce).Bind(3, Trimmed).Bind(4, TrimmedHash).Bind(5, Checksum()).Run();
    }

    private byte[] Checksum()
    {
        Span<byte> fields = stackalloc byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(fields, Epoch.Term);
        BinaryPrimitives.WriteUInt128LittleEndian(fields[8..], Epoch.Nonce);
        BinaryPrimitives.WriteInt64LittleEndian(fields[24..], Trimmed);
        TrimmedHash.CopyTo(fields[32..]);
        return SHA256.HashData(fields);
    }
}
