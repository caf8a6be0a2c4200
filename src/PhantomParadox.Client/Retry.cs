using System.Net;

namespace PhantomParadox.Client;

/// <summary>Sends a request that has the effects of once however often it is sent, until it is answered or has been tried often enough.</summary>
internal sealed class Retry(TimeProvider time)
{
    private const int Tries = 4;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    // A market that asks for more patience than that is the caller's to wait for.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public async Task<T> RunAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken)
    {
        var wait = FirstWait;
        for (var tries = 1; ; tries++)
        {
            TimeSpan pause;
            try
            {
                return await send().ConfigureAwait(false);
            }
            catch (Exception fault) when (tries < Tries && !cancellationToken.IsCancellationRequested && PauseAfter(fault, wait) is { } next)
            {
                pause = next;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            wait *= 2;
        }
    }

    // Null where trying again is of no use.
    private static TimeSpan? PauseAfter(Exception fault, TimeSpan wait) => fault switch
    {
        MarketApiException { Status: HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout } refused =>
            refused.RetryAfter is not { } asked ? Jittered(wait) : asked <= LongestWait ? asked + Jittered(FirstWait) : null,
        HttpRequestException { HttpRequestError: not HttpRequestError.InvalidResponse } => Jittered(wait),
        // The client's own timeout: the caller has not given up.
        OperationCanceledException { InnerException: TimeoutException } => Jittered(wait),
        _ => null,
    };

    private static TimeSpan Jittered(TimeSpan wait) => wait * (0.5 + (Random.Shared.NextDouble() / 2));
}
