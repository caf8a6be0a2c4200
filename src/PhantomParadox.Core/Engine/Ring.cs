namespace PhantomParadox.Engine;

/// <summary>
/// A line of structs that are written where they will stand. A class in an array is checked for its type as it is stored, and a struct
/// given to a queue is copied with a barrier for each reference in it: neither happens here.
/// </summary>
internal sealed class Ring<T> where T : struct
{
    // A power of two, so that a place is found without dividing.
    private T[] _places = new T[64];
    private int _first;

    /// <summary>How many stand in line.</summary>
    public int Count { get; private set; }

    /// <summary>Who came first; there must be one.</summary>
    public ref readonly T First => ref _places[_first];

    /// <summary>Who stands at some place behind the first, at 0; the line must be longer.</summary>
    public ref readonly T this[int place] => ref _places[(_first + place) & (_places.Length - 1)];

    /// <summary>The next place, empty.</summary>
    public ref T Add()
    {
        if (Count == _places.Length)
            Grow();
        return ref _places[(_first + Count++) & (_places.Length - 1)];
    }

    /// <summary>Takes who came first; there must be one.</summary>
    public T Take()
    {
        ref var place = ref _places[_first];
        var taken = place;
        place = default;
        _first = (_first + 1) & (_places.Length - 1);
        Count--;
        return taken;
    }

    private void Grow()
    {
        var wider = new T[_places.Length * 2];
        _places.AsSpan(_first).CopyTo(wider);
        _places.AsSpan(0, _first).CopyTo(wider.AsSpan(_places.Length - _first));
        (_places, _first) = (wider, 0);
    }
}
