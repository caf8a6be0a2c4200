using System.Text.Json;
using PhantomParadox.Solana.Tests.Vectors;

namespace PhantomParadox.Solana.Tests.Rpc;

/// <summary>A client to whom every request is answered as one was that is recorded.</summary>
internal static class Replay
{
    public static StubbedClient Of(string name) => Of(Vector.Samples.EnumerateArray().Single(sample => sample.Text("name") == name));

    public static StubbedClient Of(JsonElement sample)
    {
        var recorded = sample.GetProperty("request").GetProperty("id").GetInt64();
        return new StubbedClient(
            request => new StubHandler.Answer(
                sample.GetProperty("status").GetInt32(),
                sample.Text("body").Replace($"\"id\":{recorded}}}", $"\"id\":{request.Id}}}", StringComparison.Ordinal),
                sample.TryGetProperty("retryAfter", out var after) ? after.GetString() : null),
            options => options.MaxAttempts = 1);
    }
}
