using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>The rounds of all disputes, and the seats that were offered in them.</summary>
internal sealed class CourtBook
{
    private const ushort Version = 2;

    private readonly Table<RoundRow> _rounds = new();
    private readonly Table<DutyRow> _duties = new();
    private int _opened;

    // Of those that wait for their draw, in the order in which they were opened: slots plus one.
    private int _oldestWaiting;
    private int _newestWaiting;

    public Handle NextRound => _rounds.Next;

    public Handle NextDuty => _duties.Next;

    public Table<RoundRow> Rounds => _rounds;

    public Table<DutyRow> Duties => _duties;

    /// <summary>The rounds that wait for their draw.</summary>
    public RoundWaits Waits => _oldestWaiting == 0
        ? new RoundWaits(_opened, default, default)
        : new RoundWaits(_opened, _rounds[_oldestWaiting - 1].Mark, _rounds[_newestWaiting - 1].Mark);

    /// <summary>A round has opened, and waits for its draw.</summary>
    public void BeginWait(int slot, int day)
    {
        ref var round = ref _rounds[slot];
        round.Mark = new RoundMark(++_opened, day);
        round.OlderWaiting = _newestWaiting;
        if (_newestWaiting == 0)
            _oldestWaiting = slot + 1;
        else
            _rounds[_newestWaiting - 1].NewerWaiting = slot + 1;
        _newestWaiting = slot + 1;
    }

    /// <summary>A round was drawn, or never will be.</summary>
    public void EndWait(int slot)
    {
        ref var round = ref _rounds[slot];
        if (round.OlderWaiting == 0)
            _oldestWaiting = round.NewerWaiting;
        else
            _rounds[round.OlderWaiting - 1].NewerWaiting = round.NewerWaiting;
        if (round.NewerWaiting == 0)
            _newestWaiting = round.OlderWaiting;
        else
            _rounds[round.NewerWaiting - 1].OlderWaiting = round.OlderWaiting;
        round.OlderWaiting = round.NewerWaiting = 0;
    }

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
        writer.Section("court", Version);
        writer.Write<int>([_opened, _oldestWaiting, _newestWaiting]);
        _rounds.Save(writer);
        _duties.Save(writer);
    }

    public void Load(StateReader reader)
    {
        reader.Section("court", Version, oldest: Version);
        Span<int> figures = stackalloc int[3];
        reader.Read(figures);
        (_opened, _oldestWaiting, _newestWaiting) = (figures[0], figures[1], figures[2]);
        _rounds.Load(reader);
        _duties.Load(reader);
    }
}
