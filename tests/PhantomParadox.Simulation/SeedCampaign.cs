using System.Diagnostics;
using System.Globalization;

namespace PhantomParadox.Simulation;

/// <summary>Many seeds, some at once; each on one thread, and none knows of another.</summary>
internal sealed class SeedCampaign(SimulationOptions options, Action<string> say)
{
    private const int MostTold = 20;

    private readonly Lock _gate = new();
    private readonly Coverage _coverage = new();
    private readonly SortedDictionary<ulong, string> _failures = [];
    private readonly SecondProcess? _second = options.SecondProcess > 0 ? new SecondProcess(options) : null;
    private readonly long _since = Stopwatch.GetTimestamp();
    private long _taken;
    private long _done;
    private long _events;
    private long _lives;
    private TimeSpan _simulated;

    /// <summary>What a run of many seeds must meet.</summary>
    public static IReadOnlyList<string> Wanted { get; } = ReadWanted();

    /// <summary>How a seed is run again.</summary>
    public static string CommandOf(ulong seed, int steps) =>
        string.Create(CultureInfo.InvariantCulture, $"dotnet run --project tests/PhantomParadox.Simulation -- --seed {seed} --steps {steps}");

    /// <summary>Runs the seeds.</summary>
    /// <returns>What is wrong, one a line; empty where all holds.</returns>
    public IReadOnlyList<string> Run()
    {
        var workers = Enumerable.Range(0, (int)Math.Min(options.Workers, options.Seeds)).Select(_ => new Thread(Work)).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());

        if (_second is not null)
            CompareSecond();
        say(_coverage.ToString());
        say(string.Create(
            CultureInfo.InvariantCulture,
            $"{_done:N0} seeds of {options.Steps:N0} steps in {Stopwatch.GetElapsedTime(_since).TotalSeconds:0} s: {_events:N0} events, {_lives:N0} hosts, {_simulated.TotalDays / 365:0.0} market-years; {_failures.Count} failed."));
        if (options.CoverageFile is { } file)
            File.WriteAllLines(file, _coverage.Seen(options.Least * 10).Where(line => !line.EndsWith("| unanswered", StringComparison.Ordinal)));

        List<string> wrong = [.. _failures.Values.Take(MostTold)];
        if (_done + _failures.Count < options.LeastSeeds)
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"There was time for {_done} seeds; {options.LeastSeeds} are wanted."));
        if (!options.IsSingle && options.Least > 0 && wrong.Count == 0)
            wrong.AddRange(_coverage.Thin(Wanted, options.Least).Select(line => $"Met fewer than {options.Least} times: {line}"));
        return wrong;
    }

    private void Work()
    {
        while (true)
        {
            var taken = Interlocked.Increment(ref _taken);
            if (taken > options.Seeds || Stopwatch.GetElapsedTime(_since).TotalMinutes >= options.Minutes)
                return;
            Work(options.From + (ulong)taken - 1);
        }
    }

    private void Work(ulong seed)
    {
        try
        {
            var result = SeedRun.Run(seed, options.Steps, options.Planted);
            if (options.ChecksDeterminism)
                CheckSame(seed, result);
            lock (_gate)
            {
                _second?.Expect(seed, result);
                _done++;
                _events += result.Position;
                _lives += result.Lives;
                _simulated += result.Simulated;
                _coverage.Add(result.Coverage);
            }
            if (options.IsSingle)
                say($"Seed {seed}: position {result.Position}, {result.Lives} hosts, {result.Jobs} jobs, state {result.StateHash}");
        }
        catch (SimulationFailedException failed)
        {
            bool isTold;
            lock (_gate)
            {
                _failures.Add(seed, Describe(seed, failed));
                isTold = _failures.Count <= MostTold;
            }
            if (isTold)
                say(Describe(seed, failed));
        }
    }

    private void CheckSame(ulong seed, SeedResult first)
    {
        var second = SeedRun.Run(seed, options.Steps, options.Planted);
        if ((first.StateHash, first.JournalHash, first.Lives) != (second.StateHash, second.JournalHash, second.Lives))
        {
            throw new SimulationFailedException(
                $"Seed {seed}: the first run ended at {first.Position} in {first.StateHash}, the second at {second.Position} in {second.StateHash}.");
        }
    }

    private void CompareSecond()
    {
        foreach (var (seed, difference) in _second!.Compare())
            _failures.TryAdd(seed, Describe(seed, new SimulationFailedException(difference)));
        say(string.Create(
            CultureInfo.InvariantCulture, $"{_second.Compared:N0} of the seeds were run again in other processes: {_second.Settings}."));
    }

    private string Describe(ulong seed, SimulationFailedException failed)
    {
        var where = options.IsSingle ? $"{Environment.NewLine}{failed.InnerException}" : "";
        return $"{failed.Message}{Environment.NewLine}  {CommandOf(seed, options.Steps)}{where}";
    }

    private static List<string> ReadWanted()
    {
        using var stream = typeof(SeedCampaign).Assembly.GetManifestResourceStream("coverage.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
