using System.Globalization;
using System.Net;
using System.Text.Json;
using Xunit;

namespace PhantomParadox.EndToEnd;

public sealed class TimeListTests
{
    [Fact]
    public async Task AListOfASpan_IsRead_WithoutGapsOrDoubles_WhileItsJobsAreArchived()
    {
        await using var server = new Disposable(await MarketServer.StartAsync(["--Jobs:Retention=00:00:00"]));
        await using var watch = server.Market.Watch();
        List<(string Id, long CreatedAt)> posted = [];
        for (var i = 0; i < 12; i++)
        {
            var job = await server.Market.JobAsync(await server.Market.PostJobAsync("timed", "storage"));
            posted.Add((job.GetProperty("id").GetString()!, job.GetProperty("createdAt").GetInt64()));
        }
        var (from, before) = (posted[2].CreatedAt, posted[^1].CreatedAt + 1);
        var path = string.Create(CultureInfo.InvariantCulture, $"/api/jobs?createdFrom={from}&createdBefore={before}&limit=3");

        List<string> read = [];
        string? cursor = null;
        do
        {
            var page = await server.Market.GetAsync(path + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));
            Assert.Equal(page.GetProperty("count").GetInt32(), page.GetProperty("jobs").GetArrayLength());
            read.AddRange(page.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            if (read.Count > 3)
                continue;
            foreach (var (id, _) in posted.Where((_, index) => index % 2 == 0))
                await server.Market.PostAsync($"/api/jobs/{id}/cancel", new { brainsAddress = "timed" });
            for (var archived = 0; archived < posted.Count / 2; archived++)
                await watch.UntilAsync(MarketEventKind.JobsArchived);
        }
        while (cursor is not null);

        Assert.Equal(posted.Where(job => job.CreatedAt >= from && job.CreatedAt < before).Select(job => job.Id).Reverse(), read);
    }

    [Theory]
    [InlineData("/api/jobs?createdFrom=2026-01-02T03:04:05Z", "createdFrom")]
    [InlineData("/api/jobs?createdBefore=-1", "createdBefore")]
    [InlineData("/api/jobs?createdFrom=6&createdBefore=5", "createdFrom")]
    [InlineData("/api/disputes?createdBefore=soon", "createdBefore")]
    public async Task ABadTime_Is400_AndNamed(string path, string field)
    {
        await using var server = new Disposable(await MarketServer.StartAsync([]));
        var (reply, problem) = await server.Market.SendAsync(HttpMethod.Get, path);
        Assert.Equal("validation_failed", MarketServer.Problem(HttpStatusCode.BadRequest, reply, problem));
        var named = problem.GetProperty("errors");
        Assert.Contains(field, named.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Undefined, problem.TryGetProperty("jobs", out var jobs) ? jobs.ValueKind : default);
    }

    private sealed record Disposable(MarketServer Market) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Market.DisposeAsync();
    }
}
