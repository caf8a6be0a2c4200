namespace PhantomParadox.Hosting;

/// <summary>The clerks' clock, and how long they wait between one try and the next.</summary>
internal sealed class ClerkTimes(TimeProvider time, Func<double>? chance = null)
{
    /// <summary>How often the clerks look about, at most.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan FirstResend = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan LongestResend = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Func<double> _chance = chance ?? Random.Shared.NextDouble;

    public TimeProvider Time { get; } = time;

    /// <summary>Between two sendings of the same bytes: they live for about a minute.</summary>
    public Backoff Resend() => new(FirstResend, LongestResend, _chance);

    /// <summary>Between two tries of what can wait.</summary>
    public Backoff Retell(TimeSpan first) => new(first, LongestWait, _chance);
}
