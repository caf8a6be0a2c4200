using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.Client;

/// <summary>The jobs that the agent works on and the last words of those that it has ended. Outlives every connection.</summary>
internal sealed class AgentWork(
    AgentClientOptions options, Func<AgentJob, CancellationToken, Task<AgentJobResult>> handler, ILogger logger) : IDisposable
{
    // What has ended is remembered so that an assignment that is sent again is answered, not worked on again.
    private const int Remembered = 1_024;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _slots = new(options.Capacity);
    private readonly Dictionary<LeaseKey, RunningJob> _running = [];
    private readonly Dictionary<LeaseKey, LastWord> _ended = [];
    private readonly Queue<LeaseKey> _endedOrder = new();
    private AgentConnection? _connection;
    private bool _stopping;

    /// <summary>Takes a connection whose first heartbeat was answered, and tells it what the one before may not have brought.</summary>
    public async Task ResumeAsync(AgentConnection connection)
    {
        List<byte[]> progress;
        lock (_gate)
        {
            _connection = connection;
            progress = [.. _running.Values.Where(running => running.Job.HasReported).Select(running => running.Job.ProgressMessage())];
        }

        foreach (var message in progress)
            await connection.SendAsync(message).ConfigureAwait(false);
        await SendLastWordsAsync(connection).ConfigureAwait(false);
    }

    public void Suspend(AgentConnection connection)
    {
        lock (_gate)
        {
            if (_connection == connection)
                _connection = null;
        }
    }

    /// <summary>Sends a message where there is a connection; where there is none, the next one gets what matters of it.</summary>
    public Task SendAsync(byte[] message, CancellationToken cancellationToken = default)
    {
        AgentConnection? connection;
        lock (_gate)
            connection = _connection;
        return connection is null ? Task.CompletedTask : connection.SendAsync(message, cancellationToken);
    }

    public async Task AssignAsync(JobAssignmentMessage assignment)
    {
        var key = new LeaseKey(assignment.Job.Id, assignment.Attempt);
        byte[]? answer = null;
        RunningJob? begun = null;
        lock (_gate)
        {
            if (_running.TryGetValue(key, out var running))
            {
                answer = running.Job.HasReported ? running.Job.ProgressMessage() : running.Job.AcceptMessage();
            }
            else if (_ended.TryGetValue(key, out var last))
            {
                (last.IsConfirmed, last.SentOn) = (last.Message is null, null);
            }
            else
            {
                var job = new AgentJob(this, assignment, options.SendNonces ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) : null);
                if (_stopping)
                {
                    answer = job.DeclineMessage();
                }
                else
                {
                    answer = job.AcceptMessage();
                    _running.Add(key, begun = new RunningJob(job));
                }
            }
        }

        if (answer is not null)
            await SendAsync(answer).ConfigureAwait(false);
        else if (Current is { } connection)
            await SendLastWordsAsync(connection).ConfigureAwait(false);
        if (begun is not null)
            begun.Work = WorkAsync(key, begun);
    }

    /// <summary>The server wants work to stop, or has taken the lease.</summary>
    public void Cancel(string job, int attempt, string reason)
    {
        foreach (var running in Find(job, attempt))
        {
            logger.JobStopped(job, reason);
            running.Stop(reason);
        }
    }

    /// <summary>The server refused a message about a job.</summary>
    public void Refused(string job, string code)
    {
        if (code is "lease_lost" or "not_assignee" or "job_not_found")
            Cancel(job, 0, code);

        // What the server could not do now is said again; what it will never do is not.
        var again = code is "overloaded" or "busy" or "draining" or "storage_unavailable" or "outcome_unknown" or "rate_limited" or "internal_error";
        lock (_gate)
        {
            foreach (var (key, last) in _ended)
            {
                if (key.Job == job)
                    (last.IsConfirmed, last.SentOn) = (!again, again ? null : last.SentOn);
            }
        }
    }

    /// <summary>A heartbeat was answered: what was sent before it has arrived. What was refused for the moment is sent again.</summary>
    public Task ConfirmAsync(AgentConnection connection, int answered)
    {
        lock (_gate)
        {
            foreach (var last in _ended.Values)
                last.IsConfirmed |= last.SentOn == connection && last.SentBefore < answered;
        }

        return SendLastWordsAsync(connection);
    }

    /// <summary>Says goodbye on the connection there is.</summary>
    public Task CloseConnectionAsync() => Current?.CloseAsync() ?? Task.CompletedTask;

    /// <summary>Stops all work: what has not begun is handed back, the rest is left to its lease.</summary>
    public async Task StopAsync()
    {
        Task[] work;
        lock (_gate)
        {
            _stopping = true;
            work = [.. _running.Values.Select(running => running.Work)];
            foreach (var running in _running.Values)
                running.Stop(RunningJob.ClientStops);
        }

        try
        {
            await Task.WhenAll(work).WaitAsync(options.StopTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            logger.HandlersLeft(options.StopTimeout);
        }
    }

    public void Dispose() => _slots.Dispose();

    private AgentConnection? Current
    {
        get
        {
            lock (_gate)
                return _connection;
        }
    }

    private async Task WorkAsync(LeaseKey key, RunningJob running)
    {
        await Task.Yield();     // a handler that blocks must not block the reader
        byte[]? last;
        var cancelled = running.Stopped.Token;
        try
        {
            await _slots.WaitAsync(cancelled).ConfigureAwait(false);
            try
            {
                last = running.Job.CompleteMessage(await handler(running.Job, cancelled).ConfigureAwait(false));
            }
            finally
            {
                _slots.Release();
            }
        }
#pragma warning disable CA1031 // Whatever the handler throws ends this job and no other.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            last = LastWordOf(running, fault);
        }

        lock (_gate)
        {
            _running.Remove(key);
            _ended[key] = new LastWord(last) { IsConfirmed = last is null };
            _endedOrder.Enqueue(key);
            while (_endedOrder.Count > Remembered)
                _ended.Remove(_endedOrder.Dequeue());
        }

        running.Stopped.Dispose();
        if (Current is { } connection)
            await SendLastWordsAsync(connection).ConfigureAwait(false);
    }

    private byte[]? LastWordOf(RunningJob running, Exception fault)
    {
        switch (running.StopReason)
        {
            case null:
                logger.HandlerFailed(fault, running.Job.Id);
                return running.Job.CompleteMessage(AgentJobResult.Failed("The agent could not do the work."));
            case "buyer_cancelled":
                return running.Job.CancelledMessage();
            case RunningJob.ClientStops when !running.Job.HasReported:
                return running.Job.DeclineMessage();
            default:
                return null;
        }
    }

    private async Task SendLastWordsAsync(AgentConnection connection)
    {
        List<LastWord> unsent;
        lock (_gate)
        {
            unsent = [.. _ended.Values.Where(last => !last.IsConfirmed && last.SentOn != connection)];
            foreach (var last in unsent)
                (last.SentOn, last.SentBefore) = (connection, int.MaxValue);
        }

        foreach (var last in unsent)
        {
            var heartbeats = await connection.SendAsync(last.Message!).ConfigureAwait(false);
            lock (_gate)
            {
                if (heartbeats >= 0 && last.SentOn == connection)
                    last.SentBefore = heartbeats;
            }
        }
    }

    private RunningJob[] Find(string job, int attempt)
    {
        lock (_gate)
            return [.. _running.Where(pair => pair.Key.Job == job && (attempt == 0 || pair.Key.Attempt == attempt)).Select(pair => pair.Value)];
    }

    /// <summary>One lease of one job.</summary>
    private readonly record struct LeaseKey(string Job, int Attempt);

    /// <summary>The message that ended a lease; null where there was nothing left to say.</summary>
    private sealed class LastWord(byte[]? message)
    {
        public byte[]? Message { get; } = message;

        public bool IsConfirmed { get; set; }

        public AgentConnection? SentOn { get; set; }

        /// <summary>Heartbeats that had been sent on the connection when it was.</summary>
        public int SentBefore { get; set; }
    }

    /// <summary>A job that a handler works on.</summary>
    private sealed class RunningJob(AgentJob job)
    {
        public const string ClientStops = "client_stops";

        private string? _reason;

        public AgentJob Job { get; } = job;

        public CancellationTokenSource Stopped { get; } = new();

        public Task Work { get; set; } = Task.CompletedTask;

        public string? StopReason => Volatile.Read(ref _reason);

        [SuppressMessage("Design", "CA1031", Justification = "A callback of the handler's that throws must not stop the reader.")]
        public void Stop(string reason)
        {
            if (Interlocked.CompareExchange(ref _reason, reason, null) is not null)
                return;
            // Callbacks run elsewhere: the caller may hold a lock.
            _ = Task.Run(() =>
            {
                try
                {
                    Stopped.Cancel();
                }
                catch (Exception)
                {
                    // The handler's own; or it ended meanwhile.
                }
            });
        }
    }
}
