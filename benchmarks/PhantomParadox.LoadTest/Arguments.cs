using System.Globalization;

namespace PhantomParadox.LoadTest;

/// <summary>What follows the verb: plain words and <c>--name value</c> pairs. Each is taken once; what nobody took is an error.</summary>
internal sealed class Arguments
{
    private readonly Queue<string> _words = new();
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    public Arguments(ReadOnlySpan<string> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
                _words.Enqueue(arguments[i]);
            else if (i + 1 == arguments.Length)
                throw new UsageException($"{arguments[i]} needs a value.");
            else if (!_options.TryAdd(arguments[i], arguments[++i]))
                throw new UsageException($"{arguments[i - 1]} is given twice.");
        }
    }

    public string? Word() => _words.TryDequeue(out var word) ? word : null;

    public LoopbackTarget Target() => OptionalTarget() ?? throw new UsageException("BASE_URL is missing.");

    public LoopbackTarget? OptionalTarget() => Word() is { } url ? LoopbackTarget.Parse(url) : null;

    public int Number(string name, int fallback, int least, int most)
    {
        if (!_options.Remove(name, out var text))
            return fallback;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
            throw new UsageException($"{name} must be a whole number from {least} to {most}.");
        return number;
    }

    public int RequiredNumber(string name, int least, int most) =>
        _options.ContainsKey(name) ? Number(name, 0, least, most) : throw new UsageException($"{name} is missing.");

    public TimeSpan Seconds(string name, int fallback, int least, int most) =>
        TimeSpan.FromSeconds(Number(name, fallback, least, most));

    public string? Text(string name) => _options.Remove(name, out var text) ? text : null;

    public void ExpectNoMore()
    {
        if (_words.TryPeek(out var word))
            throw new UsageException($"'{word}' is one word too many.");
        foreach (var name in _options.Keys)
            throw new UsageException($"{name} is no option of this verb.");
    }
}
