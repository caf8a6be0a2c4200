namespace PhantomParadox.Simulation.Checks;

/// <summary>P7: under one key there is one effect, and the same answer again, for as long as keys are kept.</summary>
/// <param name="window">How long keys are kept, in milliseconds of market time.</param>
internal sealed class KnownKeys(long window)
{
    private readonly SortedDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, KeyedName> _unchanged = new(StringComparer.Ordinal);

    /// <summary>A request is on its way.</summary>
    public void Asked(KeyedName key) => _unchanged.Remove(key.Full);

    /// <summary>A request has no answer, and won't have one: it may have happened.</summary>
    public void Unanswered(KeyedName key) => _known[key.Full] = _known.GetValueOrDefault(key.Full) with { IsDoubtful = true };

    /// <summary>A request was answered.</summary>
    public void Answered(KeyedName key, in Answer answer, long askedAt, long now, bool isAlone)
    {
        var known = _known.GetValueOrDefault(key.Full);
        var isKept = known is { IsDoubtful: false, Body: not null } && now - known.AcceptedAt < window;
        if (answer.Refusal == RefusalCode.OutcomeUnknown)
        {
            Unanswered(key);
        }
        else if (answer.Refusal == RefusalCode.StorageUnavailable)
        {
            // The market says that nothing has changed: the next start must bear that out.
            if (known == default && isAlone)
                _unchanged[key.Full] = key;
        }
        else if (answer.Refusal == RefusalCode.IdempotencyKeyReused)
        {
            Check.That(!isKept || known.Body != key.Body, "A key was called used for another request, and wasn't.");
        }
        else if (answer is { Refusal: null, Replayed: true })
        {
            Check.That(!isKept || known.Body == key.Body, "A request was answered with what another one under its key had done.");
        }
        else if (answer.Refusal is null)
        {
            Check.That(!isKept, $"Under the key {key.Full} something happened twice.");
            _known[key.Full] = new Known(key.Body, askedAt, false);
        }
    }

    /// <summary>Holds a recovered state against what was said of keys.</summary>
    public void CheckKept(Market market)
    {
        foreach (var key in _unchanged.Values)
        {
            Check.That(
                !market.Keys.TryFind(key.ToKey().Hash, out _, out _), $"Nothing was said to have changed under the key {key.Full}, and it has.");
        }
        _unchanged.Clear();
    }

    private readonly record struct Known(string? Body, long AcceptedAt, bool IsDoubtful);
}
