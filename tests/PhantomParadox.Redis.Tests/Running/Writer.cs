using System.Security.Cryptography;

namespace PhantomParadox.Redis.Tests.Running;

/// <summary>A writer of a journal that remembers what was acknowledged to it.</summary>
internal sealed class Writer(IJournal journal, ulong term) : IAsyncDisposable
{
    private RedisStorage? _storage;

    public Epoch Epoch { get; } = new(term, term * 1_000_003);

    public IJournal Journal { get; } = journal;

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
        var writer = new Writer(storage.Journal, term) { _storage = storage };
        var head = await writer.Journal.BeginEpochAsync(writer.Epoch, default);
        writer.Position = head.Position;
        return writer;
    }

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

    public ValueTask DisposeAsync() => _storage?.DisposeAsync() ?? ValueTask.CompletedTask;
}
