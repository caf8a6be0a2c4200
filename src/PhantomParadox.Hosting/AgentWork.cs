using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace PhantomParadox.Hosting;

/// <summary>One run of an agent: a handler per lease, never more at once than the agent's capacity, and its seats on juries.</summary>
internal sealed partial class AgentWork(
    InProcessAgent agent,
    ChannelReader<AgentMessage> messages,
    Func<JobRecord, CancellationToken, Task<JobResult>> handler,
    InProcessJuror? juror,
    ILogger logger)
{
    private readonly JurorWork _jury = new(agent, juror, logger);
    private readonly ConcurrentDictionary<(JobId Job, int Attempt), AgentLease> _leases = new();
    private readonly SemaphoreSlim _slots = new(agent.Profile.Capacity);
    private readonly ILogger _logger = logger;
    private volatile bool _ending;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in messages.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (message is AgentMessage.JobAssigned { Job: var job })
                    Start(job);
                else if (message is AgentMessage.StopWork stop && _leases.TryGetValue((stop.Job, stop.Attempt), out var lease))
                    lease.Stop(stop.ConfirmationWanted);
                else
                    _jury.Hear(message);
            }
        }
        finally
        {
            _ending = true;
            // Also where the session has ended: nobody can report for it any more.
            foreach (var lease in _leases.Values)
                lease.Abandon();
            await _jury.EndAsync().ConfigureAwait(false);
            await Task.WhenAll(_leases.Values.Select(lease => lease.Ended)).ConfigureAwait(false);
            await GiveBackUnreadAsync().ConfigureAwait(false);
        }
    }

    private void Start(JobRecord job)
    {
        var key = (job.Id, job.Attempt);
        var lease = new AgentLease();
        // The same lease comes again when a session is opened anew; the work on it goes on.
        if (_leases.TryAdd(key, lease))
            lease.Begin(() => WorkAsync(key, job, lease));
    }

    private async Task WorkAsync((JobId, int) key, JobRecord job, AgentLease lease)
    {
        var holdsSlot = false;
        var began = false;
        using var activity = PhantomParadoxDiagnostics.Source.StartActivity("agent.work", ActivityKind.Consumer);
        activity?.SetTag("phantomparadox.job.id", job.Id.ToString());
        activity?.SetTag("phantomparadox.job.attempt", job.Attempt);
        try
        {
            await _slots.WaitAsync(lease.Token).ConfigureAwait(false);
            holdsSlot = true;
            // The slot may have come from work that was given up a moment ago.
            if (_ending)
                lease.Abandon();
            lease.Token.ThrowIfCancellationRequested();
            if (agent.Profile.Acknowledges)
                Note(job, "accept", (await agent.AcceptAsync(job, cancellationToken: lease.Token).ConfigureAwait(false)).Refusal);
            began = true;
            var started = await agent.ReportProgressAsync(job, 0, cancellationToken: lease.Token).ConfigureAwait(false);
            if (!started.IsAccepted)
            {
                Note(job, "start", started.Refusal);
                return;
            }

            var clock = Stopwatch.GetTimestamp();
            var result = await HandleAsync(job, lease).ConfigureAwait(false);
            PhantomParadoxDiagnostics.WorkDuration.Record(Stopwatch.GetElapsedTime(clock).TotalSeconds, new KeyValuePair<string, object?>("success", result.Success));
            activity?.SetStatus(result.Success ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            // A result that is there is reported even when the agent stops: done work is paid work.
            var completed = await agent.CompleteAsync(job, result, CancellationToken.None).ConfigureAwait(false);
            Note(job, "complete", completed.Refusal);
        }
        catch (OperationCanceledException) when (lease.Token.IsCancellationRequested)
        {
            if (lease.ConfirmationWanted)
                Note(job, "confirm the stop of", (await agent.ConfirmStopAsync(job, CancellationToken.None).ConfigureAwait(false)).Refusal);
            else if (lease.Abandoned && !began)
                Note(job, "take back", (await agent.DeclineAsync(job, CancellationToken.None).ConfigureAwait(false)).Refusal);
        }
#pragma warning disable CA1031 // What breaks one job must not end the agent's others.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogReportFailed(error, job.Id, job.Attempt);
        }
        finally
        {
            if (holdsSlot)
                _slots.Release();
            _leases.TryRemove(key, out _);
        }
    }

    private async Task GiveBackUnreadAsync()
    {
        while (messages.TryRead(out var message))
        {
            if (message is AgentMessage.JobAssigned { Job: var job })
                Note(job, "take back", (await agent.DeclineAsync(job, CancellationToken.None).ConfigureAwait(false)).Refusal);
        }
    }

    private async Task<JobResult> HandleAsync(JobRecord job, AgentLease lease)
    {
        try
        {
            return await handler(job, lease.Token).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The handler returned no result.");
        }
        catch (OperationCanceledException) when (lease.Token.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A handler may fail in any way; that fails its attempt.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogHandlerFailed(error, job.Id, job.Attempt);
            return new JobResult { Success = false, Output = $"The agent failed with {error.GetType().Name}." };
        }
    }

    private void Note(JobRecord job, string what, Refusal? refusal)
    {
        if (refusal is not null)
            LogRefused(what, job.Id, job.Attempt, refusal.Code, refusal.Detail);
    }

    [LoggerMessage(1, LogLevel.Error, "The handler of job {Job}, attempt {Attempt}, failed.")]
    private partial void LogHandlerFailed(Exception error, JobId job, int attempt);

    [LoggerMessage(2, LogLevel.Error, "Nothing could be reported on job {Job}, attempt {Attempt}.")]
    private partial void LogReportFailed(Exception error, JobId job, int attempt);

    [LoggerMessage(3, LogLevel.Information, "The market refused to {What} job {Job}, attempt {Attempt}: {Code}. {Detail}")]
    private partial void LogRefused(string what, JobId job, int attempt, RefusalCode code, string detail);
}
