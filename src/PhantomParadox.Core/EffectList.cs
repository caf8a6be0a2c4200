namespace PhantomParadox;

/// <summary>The messages that one decision causes, in order.</summary>
internal sealed class EffectList
{
    private Effect[] _effects = new Effect[16];

    public int Count { get; private set; }

    public ReadOnlySpan<Effect> Items => _effects.AsSpan(0, Count);

    public void Add(in Effect effect)
    {
        if (Count == _effects.Length)
            Array.Resize(ref _effects, Count * 2);
        _effects[Count++] = effect;
    }

    // What it held lies there still: reasons are constants, so nothing is kept alive by that.
    public void Clear() => Count = 0;
}
