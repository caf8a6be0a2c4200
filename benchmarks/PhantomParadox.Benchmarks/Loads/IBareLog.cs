namespace PhantomParadox.Benchmarks.Loads;

/// <summary>The least that makes bytes durable at some place, without a market, a chain or a fence.</summary>
internal interface IBareLog : IDisposable
{
    /// <summary>Appends as many bytes as one commit.</summary>
    Task AppendAsync(int size);
}
