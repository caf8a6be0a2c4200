namespace PhantomParadox;

/// <summary>A settlement or a source of deposits learned nothing: its network can't be reached, answers wrongly, or isn't the one configured.</summary>
/// <param name="message">What happened, without secrets.</param>
/// <param name="isLasting">Whether trying again later can't help, such as a wrong network or an unusable key.</param>
/// <param name="retryAfter">How long the network asks to be left alone; null where it didn't say.</param>
/// <param name="inner">The cause.</param>
public sealed class SettlementException(string message, bool isLasting = false, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Whether trying again later can't help.</summary>
    public bool IsLasting { get; } = isLasting;

    /// <summary>How long the network asks to be left alone; null where it didn't say.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
