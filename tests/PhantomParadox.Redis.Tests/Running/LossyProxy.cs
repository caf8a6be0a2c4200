using System.Net;
using System.Net.Sockets;

namespace PhantomParadox.Redis.Tests.Running;

/// <summary>What a <see cref="LossyProxy"/> does to a request.</summary>
internal enum Loss
{
    /// <summary>The server gets it; its reply is lost, all connections with it, and until <see cref="LossyProxy.Mend"/> there are no others.</summary>
    Cut,

    /// <summary>The server gets it, and no reply comes back on its connection any more; <see cref="LossyProxy.Mend"/> breaks the connection.</summary>
    Stall,

    /// <summary>It waits for <see cref="LossyProxy.Mend"/>.</summary>
    Hold,
}

/// <summary>
/// A wire between client and server that loses what the test says. It drops bytes itself: what is stopped behind a socket's buffers still
/// arrives, and such a test would pass without testing anything.
/// </summary>
internal sealed class LossyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _open = [];
    private readonly Task _accepting;
    private Plan? _plan;
    private bool _refusing;

    public LossyProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string ConnectionString => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Does this to the next request with these bytes.</summary>
    /// <returns>Ends when it is done; of <see cref="Loss.Stall"/>, when the client has sent the bytes again.</returns>
    public Task Lose(Loss loss, ReadOnlyMemory<byte> marker)
    {
        lock (_gate)
            return (_plan = new Plan(loss, marker.ToArray())).Done.Task;
    }

    /// <summary>Lets everything through again.</summary>
    public void Mend()
    {
        lock (_gate)
        {
            _refusing = false;
            _plan?.Mended.TrySetResult();
            if (_plan?.Loss == Loss.Stall)
                CloseAll();
            _plan = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Mend();
        CloseAll();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        lock (_gate)
        {
            if (_refusing)
                return;
            _open.AddRange([near, far]);
        }

        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target);
            near.NoDelay = far.NoDelay = true;
            var losing = new Losing();
            await Task.WhenAny(RequestsAsync(near.GetStream(), far.GetStream(), losing), RepliesAsync(far.GetStream(), near.GetStream(), losing));
        }
        catch (Exception ended) when (ended is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task RequestsAsync(NetworkStream from, NetworkStream to, Losing losing)
    {
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await from.ReadAsync(buffer)) > 0)
        {
            Plan? plan = null;
            lock (_gate)
            {
                // A request of a test is short and comes in one piece.
                if (_plan is { } waiting && buffer.AsSpan(0, read).IndexOf(waiting.Marker) >= 0)
                {
                    if (!waiting.Met)
                        plan = waiting;
                    else if (waiting.Loss == Loss.Stall)
                        waiting.Done.TrySetResult();
                    waiting.Met = true;
                }
            }

            if (plan?.Loss == Loss.Hold)
            {
                plan.Done.TrySetResult();
                await plan.Mended.Task;
            }
            else if (plan is not null)
            {
                losing.Plan = plan;
            }

            await to.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private async Task RepliesAsync(NetworkStream from, NetworkStream to, Losing losing)
    {
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await from.ReadAsync(buffer)) > 0)
        {
            if (losing.Plan is not { } plan)
            {
                await to.WriteAsync(buffer.AsMemory(0, read));
                continue;
            }

            if (plan.Loss == Loss.Cut)
            {
                lock (_gate)
                    _refusing = _plan == plan;
                CloseAll();
                plan.Done.TrySetResult();
                return;
            }

            if (plan.Mended.Task.IsCompleted)
                return;
        }
    }

    private void CloseAll()
    {
        lock (_gate)
        {
            _open.ForEach(client => client.Close());
            _open.Clear();
        }
    }

    private sealed class Plan(Loss loss, byte[] marker)
    {
        public Loss Loss { get; } = loss;

        public byte[] Marker { get; } = marker;

        public bool Met { get; set; }

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Mended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Losing
    {
        private volatile Plan? _plan;

        public Plan? Plan
        {
            get => _plan;
            set => _plan = value;
        }
    }
}
