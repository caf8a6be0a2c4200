namespace PhantomParadox.Solana;

/// <summary>What went wrong with a request to a node, by what to do about it.</summary>
public enum RpcErrorKind
{
    /// <summary>
    /// The connection failed, the answer didn't come in time, was HTTP 5xx, or can't be read: whether the request was carried out is unknown.
    /// </summary>
    Unavailable,

    /// <summary>The node failed inside (-32603, -32019), or with a number that is not known here: whether the request was carried out is unknown.</summary>
    NodeTrouble,

    /// <summary>Too many requests (HTTP or error 429): wait for <see cref="RpcException.RetryAfter"/>.</summary>
    RateLimited,

    /// <summary>The endpoint wants other credentials (HTTP 401, 402 or 403).</summary>
    AccessDenied,

    /// <summary>The node is behind the chain (-32005): ask another, or later.</summary>
    NodeBehind,

    /// <summary>The node hasn't reached the slot or context (-32004, -32014, -32016): ask later.</summary>
    NotYet,

    /// <summary>The slot has no block (-32007, -32009): ask for the next.</summary>
    NoBlock,

    /// <summary>The node doesn't keep history this old (-32001, -32011): ask an archive node.</summary>
    NotKept,

    /// <summary>The trial run before sending failed (-32002); <see cref="RpcException.TransactionError"/> says why.</summary>
    PreflightFailed,

    /// <summary>A signature of the transaction is wrong (-32003, or -32002 with <c>SignatureFailure</c>): the program is at fault.</summary>
    BadSignature,

    /// <summary>The transaction's format is newer than the request allowed (-32015).</summary>
    UnsupportedVersion,

    /// <summary>The request is wrong (-32600, -32601, -32602, -32700, or another HTTP 4xx): the program or its settings are at fault.</summary>
    WrongRequest,
}
