using System.Net;

namespace PhantomParadox.Client;

/// <summary>The market refused a request, or could not answer it.</summary>
public sealed class MarketApiException : Exception
{
    internal MarketApiException(
        HttpStatusCode status,
        string code,
        string message,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? errors,
        TimeSpan? retryAfter,
        bool outcomeUnknown)
        : base(message)
    {
        (Status, Code, RetryAfter, OutcomeUnknown) = (status, code, retryAfter, outcomeUnknown);
        Errors = errors ?? new Dictionary<string, IReadOnlyList<string>>();
    }

    /// <summary>The status of the reply.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The reason, for programs, in snake case; <c>unknown</c> where the reply gave none.</summary>
    public string Code { get; }

    /// <summary>What is wrong with which field; empty where no field is to blame.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; }

    /// <summary>How long to wait before trying again; null where the market didn't say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>Whether the request may have been carried out all the same: look before repeating it.</summary>
    public bool OutcomeUnknown { get; }

    /// <summary>Whether the same request may succeed later: the market is full, limits the caller, or is not running.</summary>
    public bool IsTransient => Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;
}
