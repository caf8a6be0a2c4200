namespace PhantomParadox.Sqlite.Files;

/// <summary>A piece of work; it keeps its errors to itself.</summary>
internal interface IWork
{
    void Run();
}

/// <summary>One thread of its own that does what it is given, in order: waiting for a disk is nothing for the thread pool.</summary>
internal sealed class Worker : IDisposable
{
    // Whom a piece of work has woken may have to wait for this thread's processor: no step begins right behind one, but a millisecond later, or
    // later still where another piece of work comes within it. In milliseconds, and how often at most.
    private const int PutOff = 1;
    private const int MostPutOff = 4;

    private readonly object _gate = new();
    private readonly Queue<IWork> _queue = new();
    private readonly Queue<Steps> _beside = new();
    private readonly Thread _thread;
    private bool _ended;

    // Of the thread alone.
    private bool _hasJustWorked;
    private int _putOff;

    public Worker(string name)
    {
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <exception cref="ObjectDisposedException">It has ended.</exception>
    public void Post(IWork work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            _queue.Enqueue(work);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Calls a function there.</summary>
    public Task<T> CallAsync<T>(Func<T> function, CancellationToken cancellationToken)
    {
        var call = new Call<T>(function, cancellationToken);
        Post(call);
        return call.Task;
    }

    /// <summary>Does long work in steps, each when there is nothing else to do.</summary>
    /// <param name="step">One step; false where there was nothing left.</param>
    /// <param name="cancellationToken">Ends it between steps.</param>
    /// <exception cref="ObjectDisposedException">It has ended, now or before all was done.</exception>
    public Task BesideAsync(Func<bool> step, CancellationToken cancellationToken)
    {
        var steps = new Steps(step, cancellationToken);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            _beside.Enqueue(steps);
            Monitor.Pulse(_gate);
        }

        return steps.Task;
    }

    /// <summary>Finishes what it was given, steps apart, and ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }

        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Run()
    {
        while (Next(out var work, out var steps))
        {
            work?.Run();
            if (steps is not null && !steps.Run())
                Forget();
        }

        foreach (var steps in _beside)
            steps.Fail(new ObjectDisposedException(nameof(Worker)));
    }

    private void Forget()
    {
        lock (_gate)
            _beside.Dequeue();
    }

    /// <summary>Waits for one of both; false where neither comes any more.</summary>
    private bool Next(out IWork? work, out Steps? steps)
    {
        lock (_gate)
        {
            steps = null;
            while (!_queue.TryDequeue(out work))
            {
                if (_ended)
                    return false;
                if (!_beside.TryPeek(out var next))
                    Monitor.Wait(_gate);
                else if (next.Left() is > 0 and var left)
                    _hasJustWorked &= Monitor.Wait(_gate, left);
                else if (_hasJustWorked && _putOff < MostPutOff)
                {
                    _putOff++;
                    _hasJustWorked = Monitor.Wait(_gate, PutOff);
                }
                else
                {
                    steps = next;
                    _putOff = 0;
                    return true;
                }
            }

            _hasJustWorked = true;
            return true;
        }
    }

    private sealed class Call<T>(Func<T> function, CancellationToken cancellationToken) : IWork
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _done.Task;

        public void Run()
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                _done.SetResult(function());
            }
#pragma warning disable CA1031 // It is the caller's.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _done.EndBy(error);
            }
        }
    }
}
