using Microsoft.Extensions.Logging;

namespace PhantomParadox.Hosting;

/// <summary>
/// How the settlement and the source of deposits are called: each call has a time limit, none is made while the network asked to be left
/// alone, and what goes wrong is counted, shown and logged, but never thrown.
/// </summary>
internal sealed partial class Rail(SettlementMonitor monitor, TimeProvider time, ILogger<Rail> logger)
{
    public static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    // What a network asks for is honoured up to here; a mistake of its must not stop payouts for a day.
    public static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    private readonly ILogger _logger = logger;
    private long _restUntil;

    /// <summary>Makes a call. Whoever stops it by the token gets an <see cref="OperationCanceledException"/>.</summary>
    /// <param name="what">What is called, in one word.</param>
    /// <param name="call">The call; its token ends it when the time is over.</param>
    /// <param name="stop">Stops it.</param>
    public async Task<RailReply<T>> TryAsync<T>(string what, Func<CancellationToken, ValueTask<T>> call, CancellationToken stop)
    {
        await RestAsync(stop).ConfigureAwait(false);
        using var limit = new CancellationTokenSource(CallLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            var value = await call(either.Token).ConfigureAwait(false);
            if (monitor.Status.IsFailing)
                monitor.Change(status => status with { IsFailing = false });
            return new(true, value);
        }
#pragma warning disable CA1031 // Whatever a settlement throws, nothing was learned, and the clerk goes on.
        catch (Exception error) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var told = error as SettlementException;
            if (told?.RetryAfter is { } rest && rest > TimeSpan.Zero)
                Rest(rest < LongestRest ? rest : LongestRest);
            Report(what, error is OperationCanceledException ? $"No answer within {CallLimit.TotalSeconds:0} s." : error.Message);
            if (told?.IsLasting == true)
                LogLasting(error, what);
            else
                LogFailed(error, what);
            return default;
        }
    }

    /// <summary>Shows what went wrong, and counts it.</summary>
    public void Report(string what, string error)
    {
        PhantomParadoxDiagnostics.SettlementFailures.Add(1, new KeyValuePair<string, object?>("call", what));
        var at = time.GetUtcNow();
        monitor.Change(status => status with { IsFailing = true, LastError = $"{what}: {error}", LastErrorAt = at });
    }

    private async Task RestAsync(CancellationToken stop)
    {
        while (new DateTimeOffset(Volatile.Read(ref _restUntil), TimeSpan.Zero) - time.GetUtcNow() is { } left && left > TimeSpan.Zero)
            await Task.Delay(left < LongestRest ? left : LongestRest, time, stop).ConfigureAwait(false);
    }

    private void Rest(TimeSpan rest) => Volatile.Write(ref _restUntil, (time.GetUtcNow() + rest).UtcTicks);

    [LoggerMessage(1, LogLevel.Warning, "The settlement's call '{Call}' failed; it is tried again.")]
    private partial void LogFailed(Exception error, string call);

    [LoggerMessage(2, LogLevel.Error, "The settlement's call '{Call}' failed for a reason that lasts: somebody has to look.")]
    private partial void LogLasting(Exception error, string call);
}

/// <summary>What a call learned.</summary>
/// <param name="Succeeded">Whether anything was learned.</param>
/// <param name="Value">What; meaningless where nothing was.</param>
internal readonly record struct RailReply<T>(bool Succeeded, T Value);
