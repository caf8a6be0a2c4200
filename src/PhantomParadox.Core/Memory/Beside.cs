namespace PhantomParadox.Memory;

/// <summary>
/// Runs work on the thread pool that prepares memory and touches nothing of the state: what is decided and applied stays the same whether,
/// when and where it runs.
/// </summary>
internal static class Beside
{
#pragma warning disable RS0030 // Zeros are made, which are the same whoever makes them.
    public static void Run(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
#pragma warning restore RS0030
}
