namespace PhantomParadox.LoadTest;

/// <summary>
/// Lets this process continue an awaited receive on the thread that saw the bytes come, and saves a hop through the thread pool for
/// each: client and server share the cores, and what the client burns is missing in every figure. Its loops never block, which
/// such a setting demands.
/// </summary>
internal static class CheapClient
{
    /// <summary>Read by .NET when the first socket is used (System.Net.Sockets, SocketAsyncEngine).</summary>
    public const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static void Prepare()
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
    }
}
