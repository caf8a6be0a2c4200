using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace PhantomParadox.Simulation;

/// <summary>
/// P5: some seeds are run once more in processes of their own, with another culture, time zone, seed for the hashes of strings, collector and
/// compiler: each must end in the same state, with the same journal, to the byte.
/// </summary>
internal sealed class SecondProcess(SimulationOptions options)
{
    private static readonly Setting[] All =
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
            Settings = string.Join("; ", runs.Select(run => run.Result.Setting));
            return [.. runs.SelectMany(run => run.Result.Differences)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private (Setting Setting, List<(ulong, string)> Differences) Compare(string folder, Setting setting, SortedDictionary<ulong, string> expected)
    {
        var (lines, error) = Run(folder, setting, expected.Keys);
        if (lines.Count == 0 && error.Contains("ICU", StringComparison.Ordinal))
        {
            // Without ICU a process knows no other culture's rules; its formats can be others still.
            setting = setting with { HasIcu = false };
            (lines, error) = Run(folder, setting, expected.Keys);
        }

        lock (_expected)
            Compared += expected.Count;
        List<(ulong, string)> differences = [];
        foreach (var (seed, here) in expected)
        {
            var there = lines.GetValueOrDefault(seed);
            if (there != here)
                differences.Add((seed, $"Seed {seed}: this process ended at {here}, another one ({setting}) at {there ?? $"nothing: {error}"}."));
        }
        return (setting, differences);
    }

    private (Dictionary<ulong, string> Lines, string Error) Run(string folder, Setting setting, IEnumerable<ulong> seeds)
    {
        var program = typeof(SecondProcess).Assembly.Location;
        var config = Path.Combine(folder, $"{setting.Culture}.{setting.HasIcu}.runtimeconfig.json");
        File.WriteAllText(config, setting.Change(File.ReadAllText(Path.ChangeExtension(program, ".runtimeconfig.json"))));
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])
            ["exec", "--runtimeconfig", config, "--depsfile", Path.ChangeExtension(program, ".deps.json"), program, Repetition.Verb, setting.Culture,
                options.Steps.ToString(CultureInfo.InvariantCulture), options.Planted.ToString(), setting.HasUsualChunks ? SmallChunks.Unless : ""])
            start.ArgumentList.Add(argument);
        start.Environment["TZ"] = setting.TimeZone;
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

    private sealed record Setting(
        string Culture, string TimeZone, bool IsServerCollector, bool IsConcurrent, bool IsTiered, bool HasUsualChunks, bool HasIcu = true)
    {
        /// <summary>The runtime's settings, changed.</summary>
        public string Change(string json)
        {
            var config = JsonNode.Parse(json)!;
            var properties = config["runtimeOptions"]!["configProperties"] as JsonObject ?? [];
            properties["System.Globalization.Invariant"] = !HasIcu;
            properties["System.Globalization.PredefinedCulturesOnly"] = false;
            properties["System.GC.Server"] = IsServerCollector;
            properties["System.GC.Concurrent"] = IsConcurrent;
            properties["System.Runtime.TieredCompilation"] = IsTiered;
            properties["System.Runtime.TieredPGO"] = false;
            return config.ToJsonString();
        }

        public override string ToString() =>
            $"{Culture}{(HasIcu ? "" : " (formats only, ICU is missing)")}, {TimeZone}, {(IsServerCollector ? "server" : "workstation")} collector"
            + $"{(IsConcurrent ? ", concurrent" : "")}, {(IsTiered ? "tiers without profiles" : "no tiers")}{(HasUsualChunks ? ", chunks of 64 KiB" : "")}";
    }
}
