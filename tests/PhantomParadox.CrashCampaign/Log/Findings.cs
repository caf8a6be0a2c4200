namespace PhantomParadox.CrashCampaign.Log;

/// <summary>What is wrong, a sentence each.</summary>
internal sealed class Findings
{
    private readonly List<string> _found = [];

    public void Add(string finding)
    {
        lock (_found)
            _found.Add(finding);
    }

    public void That(bool holds, string finding)
    {
        if (!holds)
            Add(finding);
    }

    public string[] All()
    {
        lock (_found)
            return [.. _found];
    }
}
