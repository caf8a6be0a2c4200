using System.Globalization;

namespace PhantomParadox.Simulation;

/// <summary>What a run is to do.</summary>
internal sealed record SimulationOptions
{
    public const string Usage = """
        --seed N               run one seed, and print what came of it
        --seeds N              run so many seeds, from --from on (default 1)
        --from N               the first seed (default 1)
        --steps N              steps with faults of each seed (default 2000)
        --minutes N            stop after so many minutes, even if seeds are left
        --least-seeds N        fail where fewer seeds than that were run (default 0)
        --workers N            seeds at once (default: one a processor)
        --second-process N     run N of a hundred seeds once more, in processes with other settings: both must end alike (default 0)
        --planted NAME         make something wrong on purpose: the run must fail
        --check-determinism    run each seed twice: both must end in the same state
        --least N              how often each line of coverage.txt must be met (default 10; 0 doesn't look)
        --write-coverage FILE  write what was met at least ten times as often as that into a file
        """;

    public ulong From { get; private init; } = 1;

    public long Seeds { get; private init; } = 1;

    public int Steps { get; private init; } = 2_000;

    public double Minutes { get; private init; } = double.PositiveInfinity;

    public int Workers { get; private init; } = Environment.ProcessorCount;

    public bool ChecksDeterminism { get; private init; }

    /// <summary>How often each line of what must be covered is to be met; 0 for a run of few seeds, which can't.</summary>
    public long Least { get; private init; } = 10;

    /// <summary>How many of a hundred seeds are run once more in another process.</summary>
    public int SecondProcess { get; private init; }

    /// <summary>How many seeds there must be time for.</summary>
    public long LeastSeeds { get; private init; }

    /// <summary>What is wrong on purpose.</summary>
    public PlantedFault Planted { get; private init; }

    public string? CoverageFile { get; private init; }

    public bool IsSingle => Seeds == 1;

    /// <summary>Makes options for seeds in a test.</summary>
    public static SimulationOptions Of(
        ulong from, long seeds, int steps = 2_000, int secondProcess = 0, PlantedFault planted = PlantedFault.None) =>
        new() { From = from, Seeds = seeds, Steps = steps, SecondProcess = secondProcess, Planted = planted, Least = 0 };

    /// <exception cref="FormatException">An argument isn't one of those, or has no value that it could have.</exception>
    public static SimulationOptions Parse(IReadOnlyList<string> args)
    {
        var options = new SimulationOptions();
        for (var at = 0; at < args.Count; at++)
        {
            options = args[at] switch
            {
                "--seed" => options with { From = (ulong)Number(args, ref at, 0), Seeds = 1 },
                "--seeds" => options with { Seeds = Number(args, ref at, 1) },
                "--from" => options with { From = (ulong)Number(args, ref at, 0) },
                "--steps" => options with { Steps = (int)Math.Min(int.MaxValue, Number(args, ref at, 1)) },
                "--minutes" => options with { Minutes = Number(args, ref at, 1) },
                "--workers" => options with { Workers = (int)Math.Min(256, Number(args, ref at, 1)) },
                "--least-seeds" => options with { LeastSeeds = Number(args, ref at, 0) },
                "--second-process" => options with { SecondProcess = (int)Math.Min(100, Number(args, ref at, 0)) },
                "--planted" => options with { Planted = Fault(args, ref at) },
                "--least" => options with { Least = Number(args, ref at, 0) },
                "--check-determinism" => options with { ChecksDeterminism = true },
                "--write-coverage" => options with { CoverageFile = Value(args, ref at) },
                var unknown => throw new FormatException($"{unknown} is no option.{Environment.NewLine}{Usage}"),
            };
        }
        return options;
    }

    private static PlantedFault Fault(IReadOnlyList<string> args, ref int at) => Enum.TryParse<PlantedFault>(Value(args, ref at), out var fault)
        ? fault
        : throw new FormatException($"{args[at]} is no fault; there are {string.Join(", ", Enum.GetNames<PlantedFault>())}.");

    private static string Value(IReadOnlyList<string> args, ref int at) =>
        ++at < args.Count ? args[at] : throw new FormatException($"{args[at - 1]} needs a value.");

    private static long Number(IReadOnlyList<string> args, ref int at, long least)
    {
        var option = args[at];
        return long.TryParse(Value(args, ref at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new FormatException($"{option} needs a whole number, {least} or more.");
    }
}
