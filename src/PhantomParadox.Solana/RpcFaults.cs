namespace PhantomParadox.Solana;

/// <summary>Says in the market's words what went wrong with a node.</summary>
internal static class RpcFaults
{
    /// <summary>Asks a node.</summary>
    /// <exception cref="SettlementException">It didn't answer, or not usably.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            throw Translate(error);
        }
    }

    public static SettlementException Translate(RpcException error) => new(
        error.Message,
        isLasting: error.Kind is RpcErrorKind.WrongRequest or RpcErrorKind.BadSignature or RpcErrorKind.AccessDenied or RpcErrorKind.UnsupportedVersion,
        error.RetryAfter,
        error);
}
