using PhantomParadox.CrashCampaign.Checks;

namespace PhantomParadox.CrashCampaign.Log;

/// <summary>All that the jurors of one dispute know of it: what they answered, and what they were told.</summary>
internal sealed class DisputeHistory(Guid id)
{
    private readonly List<Operation> _operations = [];

    public Guid Id { get; } = id;

    /// <summary>How it was seen last; null for never.</summary>
    public ObservedDispute? Seen { get; set; }

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

    /// <summary>The answers that happened.</summary>
    public IEnumerable<Operation> Done(Deed deed) => Operations().Where(one => one.Deed == deed && one.Answer == Answer.Ok);

    /// <summary>The answers that happened or may have.</summary>
    public IEnumerable<Operation> Possible(Deed deed) => Operations().Where(one => one.Deed == deed && one.Answer != Answer.Refused);

    public override string ToString() =>
        string.Join("\n    ", [$"dispute {Id}, seen {Seen}", .. Operations().Select(one => one.ToString())]);
}
