using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>The rounds of all disputes, and the seats that were offered in them.</summary>
internal sealed class CourtBook
{
    private readonly Table<RoundRow> _rounds = new();
    private readonly Table<DutyRow> _duties = new();

    public Handle NextRound => _rounds.Next;

    public Handle NextDuty => _duties.Next;

    public Table<RoundRow> Rounds => _rounds;

    public Table<DutyRow> Duties => _duties;

    /// <summary>The duty of an agent in a round that it was offered last; none where it wasn't offered one.</summary>
    public Handle DutyOf(in RoundRow round, int agent)
    {
        var found = Handle.None;
        for (var link = round.FirstDuty; link != 0; link = _duties[link - 1].Next)
        {
            if (_duties[link - 1].Agent == agent)
                found = _duties.HandleOf(link - 1);
        }
        return found;
    }

    public void Save(StateWriter writer)
    {
        writer.Section("court", 1);
        _rounds.Save(writer);
        _duties.Save(writer);
    }

    public void Load(StateReader reader)
    {
        reader.Section("court", 1);
        _rounds.Load(reader);
        _duties.Load(reader);
    }
}
