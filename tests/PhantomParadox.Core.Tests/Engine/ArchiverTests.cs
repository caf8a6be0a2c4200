using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Engine;
using Xunit;

namespace PhantomParadox.Core.Tests.Engine;

public class ArchiverTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryArchive _archive = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<long> _marked = [];
    private List<JobRecord> _due = [];

    [Fact]
    public async Task Moves_AllThatIsDue_PageByPage()
    {
        _due = [.. Enumerable.Range(1, 600).Select(Job)];
        var archiver = Make();
        var running = archiver.RunAsync(_stop.Token);
        await UntilAsync(() => archiver.Archived == 600);
        _stop.Cancel();
        await running;

        Assert.Equal(Enumerable.Range(1, 600).Select(i => (long)i), _marked);
        Assert.NotNull(await _archive.GetAsync(Job(600).Id, default));
    }

    [Fact]
    public async Task AFault_IsCounted_AndTriedAgain()
    {
        _due = [Job(1)];
        var faults = 0;
        var archiver = Make(() =>
        {
            if (faults++ < 3)
                throw new IOException();
        });
        var running = archiver.RunAsync(_stop.Token);
        await UntilAsync(() => archiver.Archived == 1);
        _stop.Cancel();
        await running;

        Assert.Equal(3, archiver.Faults);
        Assert.Equal([1], _marked);
    }

    private static JobRecord Job(int ordinal) => new()
    {
        Id = new JobId(new Guid(ordinal, 0, 0, new byte[8])),
        Spec = new JobSpec { Type = JobType.Relay, Buyer = "b", Description = "d", Amount = 0 },
        Status = JobStatus.Failed,
        Settlement = Settlement.None,
        CreatedAt = default,
        Ordinal = ordinal,
    };

    private Archiver Make(Action? beforeTaking = null) => new(
        _archive,
        _ =>
        {
            beforeTaking?.Invoke();
            return new([.. _due.Take(Archiver.PageSize).Select(job => new EndedJob(job, null))]);
        },
        (jobs, _) =>
        {
            _marked.AddRange(jobs.Select(job => _due.Single(due => due.Id == job).Ordinal));
            _due.RemoveRange(0, jobs.Count);
            return default;
        },
        _time);

    private async Task UntilAsync(Func<bool> done)
    {
        while (!done())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
