using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Server;

public sealed class StorageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pp-host-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Health_SaysHowTheMarketIsKept_WhereItLasts()
    {
        await using (var kept = await RunningServer.StartAsync([], storage: Path.Combine(_folder, "market.db")))
        {
            var storage = (await kept.Http.GetFromJsonAsync<JsonElement>("/health")).GetProperty("storage");
            Assert.Equal(("sqlite", true), (storage.GetProperty("kind").GetString(), storage.GetProperty("durable").GetBoolean()));
            Assert.Equal(0, storage.GetProperty("weaknesses").GetArrayLength());
            // Beside the market's file, as the setting isn't given.
            Assert.True(File.Exists(Path.Combine(_folder, "beacon.chain")));
        }

        await using var ephemeral = await RunningServer.StartAsync([]);
        Assert.False((await ephemeral.Http.GetFromJsonAsync<JsonElement>("/health")).TryGetProperty("storage", out _));
    }
}
