namespace PhantomParadox.Solana;

/// <summary>How long an endpoint is left alone: longer with each failure, and as long as it asks.</summary>
internal sealed class EndpointRest(SolanaRpcOptions options, TimeProvider time, Func<double> chance)
{
    private static readonly TimeSpan DeniedRest = TimeSpan.FromMinutes(1);   // only a change of its settings helps

    private readonly Lock _gate = new();
    private long _until = long.MinValue;
    private int _failures;
    private RpcErrorKind _reason;

    /// <summary>What is left of it; zero where the endpoint may be asked.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                return now < _until ? time.GetElapsedTime(now, _until) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>What the endpoint failed with last.</summary>
    public RpcErrorKind Reason
    {
        get
        {
            lock (_gate)
                return _reason;
        }
    }

    /// <summary>Whether a failure says that the endpoint, rather than the request, is at fault.</summary>
    public static bool IsCalledForBy(RpcErrorKind kind) => kind
        is RpcErrorKind.Unavailable or RpcErrorKind.NodeTrouble or RpcErrorKind.RateLimited or RpcErrorKind.NodeBehind or RpcErrorKind.AccessDenied;

    /// <summary>Says that the endpoint failed. Returns how long it rests, and whether it was well before.</summary>
    public (TimeSpan Pause, bool WasWell) Failed(RpcErrorKind reason, TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var wasWell = _failures == 0;

            // Requests that were under way together fail together, and that is one failure.
            if (now >= _until || wasWell)
                _failures++;
            var rest = RestOf(reason, retryAfter);
            var until = now + (long)(rest.TotalSeconds * time.TimestampFrequency);
            if (until > _until)
                (_until, _reason) = (until, reason);
            return (rest, wasWell);
        }
    }

    /// <summary>Says that the endpoint answered, and whether it had failed before.</summary>
    public bool Succeeded()
    {
        lock (_gate)
        {
            var hadFailed = _failures > 0;
            (_until, _failures) = (long.MinValue, 0);
            return hadFailed;
        }
    }

    private TimeSpan RestOf(RpcErrorKind reason, TimeSpan? retryAfter)
    {
        if (reason == RpcErrorKind.AccessDenied)
            return DeniedRest;
        if (retryAfter is { } asked)
            return asked + (options.BackoffBase * chance());
        var doubled = options.BackoffBase * Math.Pow(2, Math.Min(_failures - 1, 30));
        return (doubled < options.BackoffLimit ? doubled : options.BackoffLimit) * (0.5 + (chance() / 2));
    }
}
