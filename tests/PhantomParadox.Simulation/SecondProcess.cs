using System.Diagnostics;
using System.Globalization;

namespace PhantomParadox.Simulation;

/// <summary>
/// P5: some seeds are run once more in processes of their own, with another culture, time zone, seed for the hashes of strings, collector and
/// compiler: each must end in the same state, with the same journal, to the byte.
/// </summary>
internal sealed class SecondProcess(SimulationOptions options)
{
    private static readonly ProcessSettings[] All =
    [
        new("tr-TR", "Asia/Kathmandu", IsServerCollector: true, IsConcurrent: false, IsTiered: false, HasUsualChunks: false),
        new("ar-SA", "America/St_Johns", IsServerCollector: false, IsConcurrent: true, IsTiered: true, HasUsualChunks: true),
    ];

    private readonly SortedDictionary<ulong, string>[] _expected = [.. All.Select(_ => new SortedDictionary<ulong, string>())];

    /// <summary>Seeds that were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>What was other, for people.</summary>
    public string Settings { get; private set; } = "none";

    /// <summary>A line of what a seed came to.</summary>
    public static string LineOf(ulong seed, SeedResult result) =>
        string.Create(CultureInfo.InvariantCulture, $"{seed} {result.StateHash} {result.JournalHash} {result.Position} {result.Lives}");

    /// <summary>Takes what a seed came to here, if it is one of those that are run again.</summary>
    public void Expect(ulong seed, SeedResult result)
    {
        if (new Testing.SeededChance(seed).Percent(options.SecondProcess))
            _expected[seed % (ulong)All.Length][seed] = LineOf(seed, result);
    }

    /// <summary>Runs the seeds again.</summary>
    /// <returns>What is different, by seed.</returns>
    public IReadOnlyList<(ulong Seed, string Difference)> Compare()
    {
        var folder = Directory.CreateTempSubdirectory("simulation-");
        try
        {
            var runs = All.Zip(_expected).Where(run => run.Second.Count > 0)
                .Select(run => Task.Run(() => Compare(folder.FullName, run.First, run.Second))).ToArray();
            Task.WaitAll(runs);
            Settings = string.Join("; ", runs.Select(run => run.Result.Used));
            return [.. runs.SelectMany(run => run.Result.Differences)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private (ProcessSettings Used, List<(ulong, string)> Differences) Compare(
        string folder, ProcessSettings settings, SortedDictionary<ulong, string> expected)
    {
        var (lines, error) = Run(folder, settings, expected.Keys);
        if (lines.Count == 0 && error.Contains("ICU", StringComparison.Ordinal))
        {
            // Without ICU a process knows no other culture's rules; its formats can be others still.
            settings = settings with { HasIcu = false };
            (lines, error) = Run(folder, settings, expected.Keys);
        }

        lock (_expected)
            Compared += expected.Count;
        List<(ulong, string)> differences = [];
        foreach (var (seed, here) in expected)
        {
            var there = lines.GetValueOrDefault(seed) ?? $"nothing: {error}";
            if (there != here)
                differences.Add((seed, $"Seed {seed}: this process ended at {here}, another one ({settings}) at {there}."));
        }
        return (settings, differences);
    }

    private (Dictionary<ulong, string> Lines, string Error) Run(string folder, ProcessSettings settings, IEnumerable<ulong> seeds)
    {
        var program = typeof(SecondProcess).Assembly.Location;
        var config = Path.Combine(folder, $"{settings.Culture}.{settings.HasIcu}.runtimeconfig.json");
        File.WriteAllText(config, settings.Change(File.ReadAllText(Path.ChangeExtension(program, ".runtimeconfig.json"))));
        var isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] arguments =
        [
            "exec", "--runtimeconfig", config, "--depsfile", Path.ChangeExtension(program, ".deps.json"), program,
            Repetition.Verb, settings.Culture, options.Steps.ToString(CultureInfo.InvariantCulture), options.Planted.ToString(),
            settings.HasUsualChunks ? SmallChunks.Unless : "",
        ];
        var start = new ProcessStartInfo(isHost ? Environment.ProcessPath! : "dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TZ"] = settings.TimeZone },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        try
        {
            foreach (var seed in seeds)
                process.StandardInput.WriteLine(seed.ToString(CultureInfo.InvariantCulture));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already; what it says, says why.
        }
        process.WaitForExit();
        var lines = output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToDictionary(line => ulong.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));
        return (lines, error.Result.Trim());
    }
}
