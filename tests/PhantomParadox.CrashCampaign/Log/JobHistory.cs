using PhantomParadox.CrashCampaign.Checks;

namespace PhantomParadox.CrashCampaign.Log;

/// <summary>All that the clients know of one job. Its description is its own, so it is found even where its id never arrived.</summary>
internal sealed class JobHistory(string description, string buyer, string type, long amount, bool autoApprove, Operation post)
{
    private readonly List<Operation> _operations = [];

    public string Description { get; } = description;

    public string Buyer { get; } = buyer;

    public string Type { get; } = type;

    public long Amount { get; } = amount;

    public bool AutoApprove { get; } = autoApprove;

    public Operation Post { get; } = post;

    /// <summary>Its identity; null where no client knows it.</summary>
    public Guid? Id { get; set; }

    /// <summary>The dispute that its reject was told to have opened; null where no client was told.</summary>
    public Guid? Dispute { get; set; }

    /// <summary>How it was seen last; null for never.</summary>
    public ObservedJob? Seen { get; set; }

    /// <summary>What was asked of it after its post.</summary>
    public Operation[] Operations()
    {
        lock (_operations)
            return [.. _operations];
    }

    public void Add(Operation operation)
    {
        lock (_operations)
            _operations.Add(operation);
    }

    /// <summary>The operations that happened.</summary>
    public IEnumerable<Operation> Done(Deed deed) => Operations().Where(one => one.Deed == deed && one.Answer == Answer.Ok);

    /// <summary>The operations that happened or may have.</summary>
    public IEnumerable<Operation> Possible(Deed deed) => Operations().Where(one => one.Deed == deed && one.Answer != Answer.Refused);

    public override string ToString() => string.Join(
        "\n    ", [$"{Description} {Id} {Type} {Amount} of {Buyer}, autoApprove {AutoApprove}, seen {Seen}", Post.ToString(), .. Operations().Select(one => one.ToString())]);
}
