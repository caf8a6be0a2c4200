using System.Security.Cryptography;
using PhantomParadox.Redis.Journal;

namespace PhantomParadox.Redis.Tests.Running;

/// <summary>A writer of a journal that remembers what was acknowledged to it.</summary>
internal sealed class Writer(IJournal journal, ulong term) : IAsyncDisposable
{
    private RedisStorage? _storage;

    public Epoch Epoch { get; } = EpochOf(term);

    public IJournal Journal { get; } = journal;

    /// <summary>What the journal's stream is called in this writer's term.</summary>
    public string Stream { get; private init; } = "";

    public List<byte[]> Acknowledged { get; private init; } = [];

    public long Position { get; private set; }

    /// <summary>A writer that has begun its term, on a storage of its own.</summary>
    public static async Task<Writer> BeginAsync(string connection, ulong term = 1, string market = "market", TimeSpan? reply = null, TimeSpan? resolve = null)
    {
        var storage = new RedisStorage(new RedisStorageOptions
        {
            ConnectionString = connection,
            Market = market,
            ReplyTimeout = reply ?? TimeSpan.FromSeconds(5),
            ResolveTimeout = resolve ?? TimeSpan.FromSeconds(30),
        });
        var writer = new Writer(storage.Journal, term) { _storage = storage, Stream = StreamOf(market, term) };
        var head = await writer.Journal.BeginEpochAsync(writer.Epoch, default);
        writer.Position = head.Position;
        return writer;
    }

    /// <summary>What the journal's stream is called in the term of a writer.</summary>
    public static string StreamOf(string market, ulong term) => new RedisKeys(market).Journal(EpochRecord.TermOf(EpochOf(term))).ToString();

    /// <summary>A batch that differs from every other.</summary>
    public static EncodedBatch Batch(long first, int count = 1, int size = 200)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);
        return new EncodedBatch(bytes, first, count);
    }

    public Task<long> AppendAsync(int count = 1, int size = 200) => AppendAsync(Batch(Position + 1, count, size));

    public async Task<long> AppendAsync(EncodedBatch batch)
    {
        Position = await Journal.AppendAsync(batch, Epoch, Position, default);
        Acknowledged.Add(batch.Bytes.ToArray());
        return Position;
    }

    public Task<List<byte[]>> ReadAsync() => ReadAsync(Journal);

    public static async Task<List<byte[]>> ReadAsync(IJournal journal)
    {
        var read = new List<byte[]>();
        await foreach (var batch in journal.ReadAsync(1, default))
            read.Add(batch.ToArray());
        return read;
    }

    private static Epoch EpochOf(ulong term) => new(term, term * 1_000_003);

    public ValueTask DisposeAsync() => _storage?.DisposeAsync() ?? ValueTask.CompletedTask;
}
