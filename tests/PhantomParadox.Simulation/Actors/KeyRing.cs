namespace PhantomParadox.Simulation.Actors;

/// <summary>Gives some requests a key, and sends some of those again: with the same body, or with another one.</summary>
internal sealed class KeyRing(World world)
{
    private const int Kept = 24;

    private readonly List<(KeyedName Key, Action<KeyedName?> Ask)> _sent = [];
    private int _names;

    /// <summary>Sends a request, half of the time under a key.</summary>
    public void Ask(string caller, string body, Action<KeyedName?> ask)
    {
        if (world.Chance.OneIn(2))
        {
            ask(null);
            return;
        }

        var key = new KeyedName(caller, $"{_names++}", body);
        if (_sent.Count == Kept)
            _sent.RemoveAt(world.Chance.Below(Kept));
        _sent.Add((key, ask));
        ask(key);
        // A client that doesn't wait for the answer.
        if (world.Chance.OneIn(6))
            ask(key);
    }

    /// <summary>Sends one again.</summary>
    public void Repeat()
    {
        if (_sent.Count == 0)
            return;
        var (key, ask) = world.Chance.Pick(_sent);
        ask(world.Chance.OneIn(4) ? key with { Body = key.Body + "!" } : key);
    }
}
