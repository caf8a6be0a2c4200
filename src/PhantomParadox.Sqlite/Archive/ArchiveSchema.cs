using System.Buffers.Binary;

namespace PhantomParadox.Sqlite.Archive;

/// <summary>The archive's tables. Keys grow with time, so that new rows go to the end; every further index costs each row.</summary>
internal static class ArchiveSchema
{
    public const int ApplicationId = 0x50_50_41_31;   // "PPA1"
    public const int Format = 1;

    /// <remarks>An index ends with the key of its row, the ordinal: each gives its rows in the order of lists.</remarks>
    public const string Tables = """
        CREATE TABLE jobs (
            ordinal INTEGER PRIMARY KEY, id BLOB NOT NULL, buyer TEXT NOT NULL, agent TEXT, status INTEGER NOT NULL, type INTEGER NOT NULL,
            record BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX jobs_id ON jobs (id);
        CREATE INDEX jobs_buyer ON jobs (buyer);
        CREATE INDEX jobs_agent ON jobs (agent);
        CREATE INDEX jobs_status ON jobs (status);
        CREATE INDEX jobs_type ON jobs (type);
        CREATE TABLE disputes (
            ordinal INTEGER PRIMARY KEY, id BLOB NOT NULL, status INTEGER NOT NULL, buyer TEXT NOT NULL, agent TEXT NOT NULL,
            record BLOB NOT NULL, proof BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX disputes_id ON disputes (id);
        CREATE INDEX disputes_status ON disputes (status);
        CREATE TABLE parties (wallet TEXT NOT NULL, ordinal INTEGER NOT NULL, PRIMARY KEY (wallet, ordinal)) STRICT, WITHOUT ROWID;
        CREATE TABLE pools (id INTEGER PRIMARY KEY, dispute BLOB NOT NULL, round INTEGER NOT NULL, pool BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX pools_round ON pools (dispute, round);
        """;

    /// <summary>An id as a key: big-endian, so that ids of version 7 sort by time.</summary>
    public static void WriteKey(Guid id, Span<byte> key) => id.TryWriteBytes(key, bigEndian: true, out _);

    /// <summary>What the ids created before a time are below, and the others not: 6 bytes, the first whole millisecond that isn't before it.</summary>
    public static void WriteKey(DateTimeOffset time, Span<byte> key)
    {
        var first = time.ToUnixTimeMilliseconds();
        if (DateTimeOffset.FromUnixTimeMilliseconds(first) < time)
            first++;
        Span<byte> wide = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(wide, Math.Max(0, first));
        wide[2..].CopyTo(key);
    }
}
