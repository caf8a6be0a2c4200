using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>All disputes and their evidence.</summary>
internal sealed class DisputeBook(BlobHeap blobs)
{
    private readonly Table<DisputeRow> _disputes = new();
    private readonly Table<EvidenceRow> _evidence = new();
    private HashIndex _byId = new();
    private readonly long[] _byStatus = new long[6];
    private readonly long[] _byCategory = new long[6];
    private readonly long[] _byVerdict = new long[4];

    public OrdinalLog Log { get; } = new();

    public Handle Next => _disputes.Next;

    public Handle NextEvidence => _evidence.Next;

    public ref DisputeRow this[int slot] => ref _disputes[slot];

    public ref DisputeRow this[Handle handle] => ref _disputes[handle];

    /// <summary>Ever opened.</summary>
    public long Total => Log.Next - 1;

    public long CountOf(DisputeStatus status) => _byStatus[(int)status];

    public long CountOf(DisputeCategory category) => _byCategory[(int)category];

    /// <summary>Disputes that ended with a ruling.</summary>
    public long CountOf(JuryChoice verdict) => _byVerdict[(int)verdict];

    /// <summary>Disputes that ended, by whatever ruling.</summary>
    public long EndedCount { get; private set; }

    /// <summary>What those took in all, in milliseconds.</summary>
    public Int128 EndedMilliseconds { get; private set; }

    public Handle HandleOf(int slot) => _disputes.HandleOf(slot);

    public int Slots => _disputes.Slots;

    public bool IsLive(int slot) => _disputes.IsLive(slot);

    public bool IsLive(Handle dispute) => _disputes.IsLive(dispute);

    public void SetStatus(ref DisputeRow row, DisputeStatus status)
    {
        _byStatus[(int)row.Status]--;
        _byStatus[(int)status]++;
        row.Status = status;
    }

    public void CountVerdict(JuryChoice verdict, long milliseconds)
    {
        _byVerdict[(int)verdict]++;
        EndedCount++;
        EndedMilliseconds += milliseconds;
    }

    public bool TryFind(UInt128 id, out Handle dispute)
    {
        var probe = _byId.Find(Uuid.Hash(id));
        while (probe.Next(out var slot))
        {
            if (_disputes[slot].Id == id)
            {
                dispute = _disputes.HandleOf(slot);
                return true;
            }
        }
        dispute = Handle.None;
        return false;
    }

    public void Open(in DisputeOpened happened, int job, long at)
    {
        ref var row = ref _disputes.Allocate(happened.Dispute);
        row.Id = happened.Id;
        row.Job = job;
        row.Opener = happened.Opener;
        row.Category = happened.Category;
        row.Status = DisputeStatus.Open;
        row.Reason = blobs.Store(happened.Reason.Utf8);
        row.JurySize = happened.JurySize;
        row.ConsensusRequired = happened.ConsensusRequired;
        row.Terms = happened.Terms;
        row.CreatedAt = at;
        row.Ordinal = Log.Append(happened.Dispute.Slot);
        _byId.Add(Uuid.Hash(row.Id), happened.Dispute.Slot);
        _byStatus[(int)row.Status]++;
        _byCategory[(int)row.Category]++;
    }

    public void Add(in EvidenceSubmitted happened, long at)
    {
        ref var dispute = ref _disputes[happened.Dispute];
        ref var row = ref _evidence.Allocate(happened.Evidence);
        row.Id = happened.Id;
        row.Party = happened.Party;
        row.Kind = happened.Kind;
        row.Title = blobs.Store(happened.Title.Utf8);
        row.Description = blobs.Store(happened.Description.Utf8);
        row.DataHash = blobs.Store(happened.DataHash.Utf8);
        row.Url = blobs.Store(happened.Url.Utf8);
        row.SubmittedAt = at;
        if (dispute.LastEvidence == 0)
            dispute.FirstEvidence = happened.Evidence.Slot + 1;
        else
            _evidence[dispute.LastEvidence - 1].Next = happened.Evidence.Slot + 1;
        dispute.LastEvidence = happened.Evidence.Slot + 1;
        if (happened.Party == Party.Buyer)
            dispute.BuyerEvidence++;
        else
            dispute.AgentEvidence++;
    }

    /// <summary>Takes a dispute and its evidence out of memory. Its rounds have left.</summary>
    public void Remove(Handle handle)
    {
        ref var row = ref _disputes[handle];
        for (var link = row.FirstEvidence; link != 0;)
        {
            var evidence = _evidence.HandleOf(link - 1);
            ref var piece = ref _evidence[evidence];
            link = piece.Next;
            blobs.Free(piece.Title);
            blobs.Free(piece.Description);
            blobs.Free(piece.DataHash);
            blobs.Free(piece.Url);
            _evidence.Free(evidence);
        }
        Log.Remove(row.Ordinal);
        _byId.Remove(Uuid.Hash(row.Id), handle.Slot);
        blobs.Free(row.Reason);
        _disputes.Free(handle);
    }

    /// <summary>Copies the evidence of a dispute out.</summary>
    public IReadOnlyList<EvidenceRecord> EvidenceOf(in DisputeRow dispute, string buyer, string agent)
    {
        List<EvidenceRecord> records = [];
        for (var link = dispute.FirstEvidence; link != 0; link = _evidence[link - 1].Next)
            records.Add(Describe(_evidence[link - 1], buyer, agent));
        return records;
    }

    /// <summary>Copies the newest evidence of a dispute out.</summary>
    public EvidenceRecord NewestOf(in DisputeRow dispute, string buyer, string agent) =>
        Describe(_evidence[dispute.LastEvidence - 1], buyer, agent);

    public void Save(StateWriter writer)
    {
        writer.Section("disputes", 1);
        _disputes.Save(writer);
        _evidence.Save(writer);
        Log.Save(writer);
        writer.Write<long>(_byStatus);
        writer.Write<long>(_byCategory);
        writer.Write<long>(_byVerdict);
        writer.Write(EndedCount);
        writer.Write<Int128>([EndedMilliseconds]);
    }

    public void Load(StateReader reader)
    {
        reader.Section("disputes", 1);
        _disputes.Load(reader);
        _evidence.Load(reader);
        Log.Load(reader);
        reader.Read<long>(_byStatus);
        reader.Read<long>(_byCategory);
        reader.Read<long>(_byVerdict);
        EndedCount = reader.Read();
        EndedMilliseconds = reader.ReadWide();
        _byId = new HashIndex();
        foreach (var slot in _disputes.LiveSlots(reader))
            _byId.Add(Uuid.Hash(_disputes[slot].Id), slot);
    }

    private EvidenceRecord Describe(in EvidenceRow row, string buyer, string agent) => new(
        new EvidenceId(Uuid.ToGuid(row.Id)),
        new EvidenceSubmission
        {
            Submitter = row.Party == Party.Buyer ? buyer : agent,
            Kind = row.Kind,
            Title = Encoding.UTF8.GetString(blobs.Read(row.Title)),
            Description = Encoding.UTF8.GetString(blobs.Read(row.Description)),
            DataHash = Encoding.UTF8.GetString(blobs.Read(row.DataHash)),
            Url = row.Url.IsNone ? null : Encoding.UTF8.GetString(blobs.Read(row.Url)),
        },
        DateTimeOffset.FromUnixTimeMilliseconds(row.SubmittedAt));
}

/// <summary>A dispute. Links are slots plus one; 0 is none.</summary>
internal struct DisputeRow
{
    public UInt128 Id;
    public long CreatedAt;
    public long Ordinal;
    public int Job;
    public int FirstEvidence;
    public int LastEvidence;
    public int BuyerEvidence;
    public int AgentEvidence;
    public int JurySize;
    public int ConsensusRequired;

    /// <summary>The present round: slot plus one.</summary>
    public int Round;
    public int Rounds;
    public int Appeals;
    public int Redraws;
    public long ResolvedAt;

    /// <summary>Until when its ruling can be appealed: market time; 0 where it can't.</summary>
    public long AppealDue;
    public ulong Bond;
    public ulong BuyerReceives;
    public ulong AgentReceives;
    public ulong JuryReward;
    public ulong ProtocolFee;
    public ulong RewardCap;
    public int FeeBps;
    public int OffersPerSeat;
    public int MaxAppeals;
    public BlobRef Reason;
    public Party Opener;
    public Party BondOf;
    public AccountKind BondFrom;
    public JuryChoice Verdict;
    public bool IsSettled;
    public bool AppealPending;
    public DisputeCategory Category;
    public DisputeStatus Status;
    public JuryChoice TimeoutPolicy;

    /// <summary>What it was opened under. Kept field by field: a row must have no bytes that nobody wrote.</summary>
    public DisputeTerms Terms
    {
        readonly get => new(OffersPerSeat, MaxAppeals, FeeBps, RewardCap, TimeoutPolicy);
        set => (OffersPerSeat, MaxAppeals, FeeBps, RewardCap, TimeoutPolicy) =
            (value.OffersPerSeat, value.MaxAppeals, value.FeeBps, value.RewardCap, value.TimeoutPolicy);
    }
}

/// <summary>A piece of evidence.</summary>
internal struct EvidenceRow
{
    public UInt128 Id;
    public long SubmittedAt;
    public int Next;
    public BlobRef Title;
    public BlobRef Description;
    public BlobRef DataHash;
    public BlobRef Url;
    public Party Party;
    public EvidenceKind Kind;
}
