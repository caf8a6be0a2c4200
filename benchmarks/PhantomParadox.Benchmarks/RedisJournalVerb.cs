using System.Diagnostics;
using System.Security.Cryptography;
using PhantomParadox.Benchmarks.Loads;
using PhantomParadox.Redis;

namespace PhantomParadox.Benchmarks;

/// <summary>What fencing and chaining cost on top of a bare XADD: the same bytes, one entry a commit, on a redis-server of its own.</summary>
internal static class RedisJournalVerb
{
    public static async Task RunAsync(int commits)
    {
        await using var server = await BareRedis.StartAsync();
        Console.WriteLine($"redis-server, appendonly yes, appendfsync always, loopback; {commits:N0} commits a row, one at a time");
        Console.WriteLine("bytes        bare XADD     journal      ratio   (µs a commit, median; rounds alternate)");
        foreach (var size in new[] { 200, 10_000, 100_000, 1_000_000 })
        {
            var bytes = RandomNumberGenerator.GetBytes(size);
            var count = size < 1_000_000 ? commits : Math.Max(commits / 10, 20);
            using var stream = await BareStream.OpenAsync(server.ConnectionString);
            await using var storage = new RedisStorage(new RedisStorageOptions { ConnectionString = server.ConnectionString, Market = $"b{size}" });
            var journal = new JournalWriter(storage.Journal, bytes);
            await journal.BeginAsync();
            List<double> bare = [], ours = [];
            for (var i = 0; i < count + 50; i++)
            {
                var before = Stopwatch.GetTimestamp();
                await stream.AppendAsync(size);
                var middle = Stopwatch.GetTimestamp();
                await journal.AppendAsync();
                if (i < 50)
                    continue;
                bare.Add(Stopwatch.GetElapsedTime(before, middle).TotalMicroseconds);
                ours.Add(Stopwatch.GetElapsedTime(middle).TotalMicroseconds);
            }

            Console.WriteLine($"{size,9:N0} {Median(bare),12:N0} {Median(ours),12:N0} {Median(ours) / Median(bare),10:N2}");
            await stream.ClearAsync();
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private sealed class JournalWriter(IJournal journal, byte[] bytes)
    {
        private static readonly Epoch Term = new(1, 1);

        private long _position;

        public async Task BeginAsync() => await journal.BeginEpochAsync(Term, default);

        public async Task AppendAsync() =>
            _position = await journal.AppendAsync(new EncodedBatch(bytes, _position + 1, 1), Term, _position, default);
    }
}
