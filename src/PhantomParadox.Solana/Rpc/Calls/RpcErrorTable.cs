namespace PhantomParadox.Solana;

/// <summary>What the numbers of errors mean.</summary>
/// <remarks>Source: <see href="https://github.com/anza-xyz/agave/blob/master/rpc-client-api/src/custom_error.rs"/>.</remarks>
internal static class RpcErrorTable
{
    public static RpcErrorKind KindOfError(int code) => code switch
    {
        429 => RpcErrorKind.RateLimited,
        -32001 or -32011 => RpcErrorKind.NotKept,
        -32002 => RpcErrorKind.PreflightFailed,
        -32003 => RpcErrorKind.BadSignature,
        -32004 or -32014 or -32016 => RpcErrorKind.NotYet,
        -32005 => RpcErrorKind.NodeBehind,
        -32007 or -32009 => RpcErrorKind.NoBlock,
        -32015 => RpcErrorKind.UnsupportedVersion,
        -32600 or -32601 or -32602 or -32700 => RpcErrorKind.WrongRequest,
        _ => RpcErrorKind.NodeTrouble,
    };

    /// <summary>The kind of an HTTP status that settles the matter without a look at the body; null for one that doesn't.</summary>
    public static RpcErrorKind? KindOfStatus(int status) => status switch
    {
        408 or >= 500 => RpcErrorKind.Unavailable,
        429 => RpcErrorKind.RateLimited,
        401 or 402 or 403 => RpcErrorKind.AccessDenied,
        _ => null,
    };
}
