namespace PhantomParadox.Verification.Checks;

/// <summary>Gathers what the checks find.</summary>
internal sealed class Findings
{
    private readonly List<ProofFailure> _failures = [];
    private readonly List<string> _notes = [];

    public IReadOnlyList<ProofFailure> Failures => _failures;

    public IReadOnlyList<string> Notes => _notes;

    public void Fail(string place, string message) => _failures.Add(new ProofFailure(place, message));

    /// <summary>Fails unless something holds.</summary>
    /// <returns>Whether it does.</returns>
    public bool That(bool holds, string place, string message)
    {
        if (!holds)
            Fail(place, message);
        return holds;
    }

    /// <summary>Fails unless a value is what the rest of the proof gives.</summary>
    public bool Same<T>(T shown, T computed, string place, string name)
    {
        if (EqualityComparer<T>.Default.Equals(shown, computed))
            return true;
        Fail(place, $"{name} is {Show(shown)}, but should be {Show(computed)}");
        return false;
    }

    public void Note(string note) => _notes.Add(note);

    private static string Show<T>(T value) => value switch
    {
        null => "missing",
        "" => "empty",
        bool flag => flag ? "true" : "false",
        _ => FormattableString.Invariant($"{value}"),
    };
}
