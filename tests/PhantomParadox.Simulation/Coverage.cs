using System.Globalization;
using System.Runtime.InteropServices;

namespace PhantomParadox.Simulation;

/// <summary>How often each kind of command met each state with each outcome, and how often each fault was made.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<(string Command, string State, string Outcome), long> _counts = [];

    public void Count(string command, string state, string outcome) => Add((command, state, outcome), 1);

    public void Add(Coverage other)
    {
        foreach (var (key, count) in other._counts)
            Add(key, count);
    }

    /// <summary>All that was seen at least so often, one a line: what a run of many seeds must reach.</summary>
    public IEnumerable<string> Seen(long least) =>
        _counts.Where(count => count.Value >= least)
            .Select(count => $"{count.Key.Command} | {count.Key.State} | {count.Key.Outcome}")
            .Order(StringComparer.Ordinal);

    /// <summary>Those of some lines that were seen more rarely than that, with how often.</summary>
    public IReadOnlyList<string> Thin(IEnumerable<string> wanted, long least)
    {
        var seen = _counts.ToDictionary(count => $"{count.Key.Command} | {count.Key.State} | {count.Key.Outcome}", count => count.Value);
        return [.. wanted.Where(line => seen.GetValueOrDefault(line) < least).Select(line => $"{line}: {seen.GetValueOrDefault(line)}")];
    }

    /// <summary>A row for each command and outcome; the states in it, with how often.</summary>
    public override string ToString() => string.Join(Environment.NewLine, _counts
        .OrderBy(count => count.Key.State, StringComparer.Ordinal)
        .GroupBy(count => (count.Key.Command, count.Key.Outcome))
        .OrderBy(row => row.Key.Command, StringComparer.Ordinal)
        .ThenBy(row => row.Key.Outcome, StringComparer.Ordinal)
        .Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Key.Command,-14} {row.Key.Outcome,-20} {row.Sum(count => count.Value),10:N0}  {string.Join(", ", row.Select(Cell))}")));

    private static string Cell(KeyValuePair<(string Command, string State, string Outcome), long> count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count.Key.State} {count.Value:N0}");

    private void Add((string Command, string State, string Outcome) key, long count) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _) += count;
}
