namespace PhantomParadox.Testing.Scenarios;

/// <summary>What is to be done when; of one time, in the order in which it was put down.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _items = new();
    private long _order;

    /// <summary>When the first is due; null where there is none.</summary>
    public TimeSpan? Next => _items.TryPeek(out _, out var place) ? place.At : null;

    public void Add(TimeSpan at, Action act) => _items.Enqueue(act, (at, _order++));

    /// <summary>Takes the first that is due by a time; null where none is.</summary>
    public Action? TakeUntil(TimeSpan end) => Next <= end ? _items.Dequeue() : null;
}
