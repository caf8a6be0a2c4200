namespace PhantomParadox.Core.Tests.Markets.Model;

/// <summary>How often each kind of command ended in each way, and how often each event was written.</summary>
internal sealed class Coverage
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Count(Command command) => Count($"{command.GetType().Name} {command.Refusal?.Code.ToString() ?? "ok"}");

    public void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    /// <summary>Those that were seen more rarely than that, with how often.</summary>
    public IReadOnlyList<string> Thin(IEnumerable<string> wanted, int least) =>
        [.. wanted.Where(what => _counts.GetValueOrDefault(what) < least).Select(what => $"{what}: {_counts.GetValueOrDefault(what)}")];

    public override string ToString() => string.Join(Environment.NewLine, _counts.Select(count => $"{count.Key}: {count.Value}"));
}
