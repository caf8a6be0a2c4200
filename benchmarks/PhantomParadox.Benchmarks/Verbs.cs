using System.Globalization;
using BenchmarkDotNet.Running;

namespace PhantomParadox.Benchmarks;

/// <summary>The command line: loads of its own, and BenchmarkDotNet for everything else.</summary>
internal static class Verbs
{
    private const string Help =
        """
        PhantomParadox.Benchmarks: what the market costs, in process.

          lifecycle [--agents N] [--seconds S] [--archive]   quick load figure, by what it has of its cores; a bare channel in turns with it (defaults: 100000 agents, 10 s)
                    [--warm N]                                 N lifecycles before, in memory and archived
                    [--journal sqlite --path F]                on SQLite, in a new file; bare inserts of the same bytes in turns with it
                    [--journal redis]                          on a redis-server that it starts; bare XADDs in turns with it
          turns     [--agents N] [--seconds S] [--warm N]    the engine alone, on one thread (defaults: 1000000 agents, 10 s)
                    [--in-flight N]                            lifecycles side by side (default: 512)
          pauses    [--agents N] [--seconds S] [--archive]   turns and GC pauses under load, in turns with plain work (defaults: 1000000 agents, 30 s)
          jury      [--candidates N] [--disputes D]          what a jury costs (defaults: 1000000 candidates, 7 disputes)
          reply     [--path F] [--rounds N]                  one caller's durable answer on SQLite, beside a bare sync (defaults: temp, 40)
          start-up  --path F [--open N] [--ended N,N,...]    starts on SQLite, in a storage that is made for it (defaults: 100000; 0,1000000,10000000)
          snapshot  --path F [--rate N] [--turns N]          commands while snapshots are made of that storage, and between (default: 1000/s, 5 turns)
          journal-sqlite [--path F] [--seconds S]            appends to the journal on SQLite, beside bare ones (defaults: temp, 5 s each)
          journal-redis [--commits N]                        bare XADD against the journal on Redis (default: 2000; needs redis-server)
          --help                                             this text
          anything else                                      BenchmarkDotNet: --filter '*Matching*', --list flat, ...

        --warm lets N jobs live and leave memory first, so that those measured find memory that was used before; without it they take memory
        that nobody has touched, whose first touch is the dearest thing about them on many virtual machines.
        --archive ends jobs' stay in memory at once, so that the archiver works as hard as the market.
        Results of BenchmarkDotNet go to BenchmarkDotNet.Artifacts in the working directory. Build with -c Release.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        switch (args.FirstOrDefault())
        {
            case "lifecycle":
                await LifecycleVerb.RunAsync(
                    Number(args, "--agents", 100_000), Number(args, "--seconds", 10), args.Contains("--archive"), Number(args, "--warm", 0),
                    Text(args, "--journal"), Text(args, "--path"));
                return 0;
            case "pauses":
                await PausesVerb.RunAsync(Number(args, "--agents", 1_000_000), Number(args, "--seconds", 30), args.Contains("--archive"));
                return 0;
            case "journal-sqlite":
                await JournalSqliteVerb.RunAsync(Text(args, "--path"), Number(args, "--seconds", 5));
                return 0;
            case "reply":
                await ReplyVerb.RunAsync(Text(args, "--path"), Number(args, "--rounds", 40));
                return 0;
            case "start-up":
                await StartUpVerb.RunAsync(
                    Text(args, "--path") ?? throw new ArgumentException("start-up needs --path, the journal's file."),
                    Number(args, "--open", 100_000),
                    [.. (Text(args, "--ended") ?? "0,1000000,10000000").Split(',').Select(count => long.Parse(count, CultureInfo.InvariantCulture))]);
                return 0;
            case "start-up-once":
                await StartUpVerb.StartAsync(Text(args, "--path")!);
                return 0;
            case "snapshot":
                await SnapshotVerb.RunAsync(
                    Text(args, "--path") ?? throw new ArgumentException("snapshot needs --path, a storage that start-up made."),
                    Number(args, "--rate", 1_000),
                    Number(args, "--turns", 5));
                return 0;
            case "turns":
                TurnsVerb.Run(
                    Number(args, "--agents", 1_000_000), Number(args, "--seconds", 10), Number(args, "--warm", 0),
                    Number(args, "--in-flight", Loads.LifecycleLoad.Callers * Loads.LifecycleLoad.InFlight));
                return 0;
            case "jury":
                JuryVerb.Run(Number(args, "--candidates", 1_000_000), Number(args, "--disputes", 7));
                return 0;
            case "journal-redis":
                await RedisJournalVerb.RunAsync(Number(args, "--commits", 2_000));
                return 0;
            case "--help" or "-h":
                Console.WriteLine(Help);
                return 0;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Verbs).Assembly).Run(args, new BenchmarkSettings());
                return 0;
        }
    }

    /// <summary>Says in a heading that a load was warmed up.</summary>
    public static string Warmth(int warm) => warm == 0 ? "" : $", {warm:N0} lifecycles archived before";

    private static string? Text(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 ? null : args[at + 1];
    }

    private static int Number(string[] args, string name, int otherwise)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 ? otherwise : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
    }
}
