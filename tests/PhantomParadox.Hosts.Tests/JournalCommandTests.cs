using System.Security.Cryptography;
using System.Text.Json;
using FsCheck.Xunit;
using PhantomParadox.Cli;

namespace PhantomParadox.Hosts.Tests;

public sealed class JournalCommandTests : IDisposable
{
    private readonly MarketFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Export_WritesEveryEventAsALineOfJson_AndInspectCountsThem()
    {
        await _files.FillAsync();

        var (code, output, _) = MarketFiles.Run("journal", "export", "--path", _files.Path);
        var events = Lines(output);
        var (inspected, report, _) = MarketFiles.Run("journal", "inspect", "--path", _files.Path, "--json");
        using var json = JsonDocument.Parse(report);

        Assert.Equal((0, 0), (code, inspected));
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(line => line.GetProperty("position").GetInt32()));
        Assert.Equal(events.Count, json.RootElement.GetProperty("lastPosition").GetInt32());
        Assert.Equal(
            events.CountBy(line => line.GetProperty("type").GetString()!).OrderBy(type => type.Key, StringComparer.Ordinal)
                .Select(type => (type.Key, (long)type.Value)),
            json.RootElement.GetProperty("events").EnumerateObject().Select(type => (type.Name, type.Value.GetInt64())));
        var posted = events.Where(line => line.GetProperty("type").GetString() == "JobPosted").ToList();
        Assert.Equal(
            Enumerable.Range(0, 20).Select(number => RunningMarket.Spec(number).Description),
            posted.Select(line => line.GetProperty("fields").GetProperty("description").GetString()));
        Assert.All(posted, line => Assert.Equal("Relay", line.GetProperty("fields").GetProperty("type").GetString()));
        Assert.DoesNotContain(events, line => line.GetProperty("type").GetString() == "MarketCreated"
            && line.GetProperty("fields").GetProperty("key").ValueKind != JsonValueKind.Null);
    }

    [Fact]
    public async Task Export_KeepsToItsBounds()
    {
        await _files.FillAsync();

        var events = Lines(MarketFiles.Run("journal", "export", "--path", _files.Path, "--from", "7", "--to", "12").Output);

        Assert.Equal(Enumerable.Range(7, 6), events.Select(line => line.GetProperty("position").GetInt32()));
        Assert.Equal(2, MarketFiles.Run("journal", "export", "--path", _files.Path, "--from", "0").Code);
        Assert.Equal(2, MarketFiles.Run("journal", "export", "--path", _files.Path, "--from", "5", "--to", "4").Code);
    }

    [Fact]
    public async Task Verify_FindsNothing_BesideARunningHost_AndWritesNothing()
    {
        await using var market = await _files.StartAsync();
        await market.PostAsync(0);

        var (code, output, error) = MarketFiles.Run("journal", "verify", "--path", _files.Path);

        Assert.Equal(("", 0), (error, code));
        Assert.Contains("Verified: ", output, StringComparison.Ordinal);
        await market.PostAsync(1);
    }

    [Fact]
    public async Task Verify_PrintsTheHash_OfTheStateThatTheJournalLeadsTo()
    {
        await _files.FillAsync();
        var replay = new MarketReplay();
        foreach (var batch in await MarketFiles.ReadAsync(_files.Path))
            replay.Apply(batch);

        using var report = JsonDocument.Parse(MarketFiles.Run("journal", "verify", "--path", _files.Path, "--json").Output);

        Assert.Equal(Convert.ToHexStringLower(replay.ComputeStateHash()), report.RootElement.GetProperty("stateHash").GetString());
        Assert.Equal(replay.Position, report.RootElement.GetProperty("position").GetInt64());
    }

    [Fact]
    public async Task Verify_BeginsFromASnapshot_WhereTheJournalWasTrimmed()
    {
        await _files.FillAndTrimAsync();

        var (code, output, _) = MarketFiles.Run("journal", "verify", "--path", _files.Path, "--json");
        using var report = JsonDocument.Parse(output);

        Assert.Equal(0, code);
        Assert.True(report.RootElement.GetProperty("replayedFrom").GetInt64() >= report.RootElement.GetProperty("trimmedTo").GetInt64());
        Assert.Equal(2, report.RootElement.GetProperty("snapshots").GetArrayLength());
    }

    [Property(MaxTest = 40)]
    public void Verify_FindsEveryDamagedByte_AndItsPosition(ushort which, ushort where, byte change)
    {
        using var files = new MarketFiles();
        files.FillAsync(jobs: 3).GetAwaiter().GetResult();
        var batches = MarketFiles.ReadAsync(files.Path).GetAwaiter().GetResult();
        var number = which % batches.Count;
        var reader = new JournalReader();
        var first = batches.Take(number + 1).Select(batch => reader.Read(batch).FirstPosition).Last();
        var damaged = (byte[])batches[number].Clone();
        damaged[where % damaged.Length] ^= change == 0 ? (byte)1 : change;
        files.Tamper("UPDATE batches SET bytes = $bytes WHERE first = $position", damaged, first);

        var (code, output, error) = MarketFiles.Run("journal", "verify", "--path", files.Path);

        Assert.Equal(1, code);
        // The end of a journal is looked at before all else, and named by its last position.
        var last = number == batches.Count - 1 ? reader.Position : first;
        Assert.Contains($"Position {last}: ", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_FindsAForgedBatch_WhoseHashIsRight()
    {
        await _files.FillAsync();
        var batches = await MarketFiles.ReadAsync(_files.Path);
        var reader = new JournalReader();
        var forged = batches.Select(batch => (Bytes: batch, Read: reader.Read(batch))).First(batch => batch.Read.Events.Any(one => one.Type == "JobPosted"));
        var text = forged.Bytes.AsSpan().IndexOf("carry"u8);
        "weigh"u8.CopyTo(forged.Bytes.AsSpan(text));
        _files.Tamper("UPDATE batches SET bytes = $bytes WHERE first = $position", forged.Bytes, forged.Read.FirstPosition);
        _files.Tamper("UPDATE batches SET hash = $bytes WHERE first = $position", SHA256.HashData(forged.Bytes), forged.Read.FirstPosition);

        var (code, output, _) = MarketFiles.Run("journal", "verify", "--path", _files.Path);

        Assert.Equal(1, code);
        Assert.Contains($"Position {forged.Read.LastPosition + 1}: the batch doesn't follow the one before", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_FindsALostEnd_ByTheMark()
    {
        await _files.FillAsync();
        var (head, _) = PhantomParadox.Sqlite.SqliteStorage.OpenRead(_files.Path).ReadEnd();
        _files.Tamper("DELETE FROM batches WHERE last = $position", position: head.Position);

        var (code, output, _) = MarketFiles.Run("journal", "verify", "--path", _files.Path);

        Assert.Equal(1, code);
        Assert.Contains($"{head.Position} was acknowledged: its end is lost.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeRead_Gives2_AndCancellation130()
    {
        Assert.Equal(2, MarketFiles.Run("journal", "verify", "--path", _files.In("nothing.db")).Code);
        Assert.False(File.Exists(_files.In("nothing.db")));
        Assert.Equal(2, MarketFiles.Run("journal", "verify", "--bucket-width", "0").Code);
        await _files.FillAsync(1);
        using var output = new StringWriter();
        Assert.Equal(
            130, CommandLine.Run(["journal", "export", "--path", _files.Path], () => Stream.Null, output, output, new CancellationToken(canceled: true)));
    }

    private static List<JsonElement> Lines(string output) =>
        [.. output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
