namespace PhantomParadox.Sqlite.Files;

/// <summary>A piece of work; it keeps its errors to itself.</summary>
internal interface IWork
{
    void Run();
}

/// <summary>One thread of its own that does what it is given, in order: waiting for a disk is nothing for the thread pool.</summary>
internal sealed class Worker : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<IWork> _queue = new();
    private readonly Thread _thread;
    private bool _ended;

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

    /// <summary>Finishes what it was given, and ends.</summary>
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
        while (Next() is { } work)
            work.Run();
    }

    private IWork? Next()
    {
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                if (_ended)
                    return null;
                Monitor.Wait(_gate);
            }

            return _queue.Dequeue();
        }
    }

    private sealed class Call<T>(Func<T> function, CancellationToken cancellationToken) : IWork
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _done.Task;

        public void Run()
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _done.SetCanceled(cancellationToken);
                return;
            }

            try
            {
                _done.SetResult(function());
            }
            catch (OperationCanceledException cancelled)
            {
                _done.SetCanceled(cancelled.CancellationToken);
            }
#pragma warning disable CA1031 // It is the caller's.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _done.SetException(error);
            }
        }
    }
}
