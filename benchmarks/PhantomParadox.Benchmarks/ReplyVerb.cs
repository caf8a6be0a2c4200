using System.Diagnostics;
using PhantomParadox.Benchmarks.Loads;

namespace PhantomParadox.Benchmarks;

/// <summary>How long one caller waits for a durable answer, posting job after job, beside a bare sync and a bare insert of the same bytes, in turns.</summary>
internal static class ReplyVerb
{
    private const int WarmUp = 2_000;
    private const int Round = 250;

    public static async Task RunAsync(string? folder, int rounds)
    {
        var root = Directory.CreateDirectory(Path.Combine(folder ?? Path.GetTempPath(), "pp-reply-" + Guid.NewGuid().ToString("N"))).FullName;
        try
        {
            await using var storage = (await LoadStorage.OpenAsync("sqlite", Path.Combine(root, "market.db")))!;
            var journal = new CountedJournal(storage.Journal, keepsSizes: true);
            await using var market = new LocalMarket(
                new MarketOptions(), new MarketPorts { Journal = journal, Archive = storage.Archive, Transport = NullAgentTransport.Instance });
            await market.StartAsync(default);
            using var file = new SyncedFile(Path.Combine(root, "synced"));
            using var table = new BareTable(Path.Combine(root, "bare.db"));
            var post = new Cast(0, 1).SpecOf(0);
            List<long> answers = [], syncs = [], inserts = [];
            await PostAsync(market, post, WarmUp, answers);
            answers.Clear();
            var size = journal.Sizes[^1];
            for (var round = 0; round < rounds; round++)
            {
                Time(syncs, () => file.Append(size));
                Time(inserts, () => table.Append(size));
                await PostAsync(market, post, Round, answers);
            }

            Console.WriteLine($"{storage.Name}, one caller, {size:N0} B a commit, rounds of {Round}, in {root}");
            Console.WriteLine($"write + fsync            {Distribution.Of(syncs)}");
            Console.WriteLine($"bare insert              {Distribution.Of(inserts)}");
            Console.WriteLine($"a job posted             {Distribution.Of(answers)}");
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task PostAsync(LocalMarket market, JobSpec post, int count, List<long> ticks)
    {
        for (var i = 0; i < count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            _ = (await market.PostJobAsync(post)).Value;
            ticks.Add(Stopwatch.GetTimestamp() - began);
        }
    }

    private static void Time(List<long> ticks, Action append)
    {
        for (var i = 0; i < Round; i++)
        {
            var began = Stopwatch.GetTimestamp();
            append();
            ticks.Add(Stopwatch.GetTimestamp() - began);
        }
    }
}
