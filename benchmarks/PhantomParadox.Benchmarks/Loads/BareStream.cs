using System.Security.Cryptography;
using StackExchange.Redis;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>A stream of Redis that takes an entry a commit.</summary>
internal sealed class BareStream(ConnectionMultiplexer connection) : IBareLog
{
    public const string Key = "{pp:bare}:j";

    private readonly byte[] _bytes = RandomNumberGenerator.GetBytes(4 << 20);

    public static async Task<BareStream> OpenAsync(string connectionString) => new(await ConnectionMultiplexer.ConnectAsync(connectionString));

    public Task AppendAsync(int size) => connection.GetDatabase().StreamAddAsync(Key, "b", _bytes.AsMemory(0, size));

    /// <summary>Removes all that was appended.</summary>
    public Task ClearAsync() => connection.GetDatabase().KeyDeleteAsync(Key);

    public void Dispose() => connection.Dispose();
}
