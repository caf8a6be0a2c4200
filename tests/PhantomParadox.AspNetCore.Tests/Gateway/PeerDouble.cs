using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace PhantomParadox.AspNetCore.Tests.Gateway;

/// <summary>An agent's end of a socket without a network: says what the test tells it to, and reads only while it may.</summary>
internal sealed class PeerDouble : WebSocket, IHttpRequestLifetimeFeature
{
    private readonly Lock _gate = new();
    private readonly Queue<Part> _said = new();
    private readonly List<string> _read = [];
    private readonly TaskCompletionSource<(int Code, string Reason)> _closed = Source<(int, string)>();
    private readonly TaskCompletionSource _cut = Source();
    private readonly TaskCompletionSource _sending = Source();
    private TaskCompletionSource? _arrival;
    private TaskCompletionSource? _heard;
    private TaskCompletionSource? _reading;
    private int _at;

    private sealed record Part(byte[] Bytes, bool IsLast, bool IsClose = false);

    /// <summary>The close that the gateway sent.</summary>
    public Task<(int Code, string Reason)> Closed => _closed.Task;

    /// <summary>Ends when the gateway cuts the connection.</summary>
    public Task Cut => _cut.Task;

    /// <summary>Ends when the gateway first sends something.</summary>
    public Task Sending => _sending.Task;

    public IReadOnlyList<string> Read
    {
        get
        {
            lock (_gate)
                return [.. _read];
        }
    }

    public override WebSocketCloseStatus? CloseStatus => WebSocketCloseStatus.NormalClosure;

    public override string? CloseStatusDescription => "";

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    public CancellationToken RequestAborted { get; set; }

    public void Say(string text, bool isLast = true) => Put(new Part(Encoding.UTF8.GetBytes(text), isLast));

    public void SayClose() => Put(new Part([], true, IsClose: true));

    /// <summary>Ends when the gateway has taken all that was said and waits for more.</summary>
    public Task HeardAsync()
    {
        lock (_gate)
        {
            if (_said.Count == 0 && _arrival is not null)
                return Task.CompletedTask;
            return (_heard ??= Source()).Task;
        }
    }

    public void StopReading() => _reading = Source();

    public void ReadOn() => _reading?.TrySetResult();

    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                if (_cut.Task.IsCompleted)
                    throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
                if (_said.TryPeek(out var part))
                    return Take(part, buffer.Span);
                arrival = (_arrival = Source()).Task;
                _heard?.TrySetResult();
                _heard = null;
            }

            await arrival;
        }
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        _sending.TrySetResult();
        await (_reading?.Task ?? Task.CompletedTask);
        lock (_gate)
            _read.Add(Encoding.UTF8.GetString(buffer.Span));
    }

    public override async Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        await (_reading?.Task ?? Task.CompletedTask);
        _closed.TrySetResult(((int)closeStatus, statusDescription ?? ""));
    }

    public override void Abort()
    {
        lock (_gate)
        {
            _cut.TrySetResult();
            _arrival?.TrySetResult();
        }

        _reading?.TrySetException(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
    }

    public override void Dispose()
    {
    }

    public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static TaskCompletionSource<T> Source<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Put(Part part)
    {
        lock (_gate)
        {
            _said.Enqueue(part);
            _arrival?.TrySetResult();
            _arrival = null;
        }
    }

    // The caller holds the lock.
    private ValueWebSocketReceiveResult Take(Part part, Span<byte> buffer)
    {
        if (part.IsClose)
        {
            _said.Dequeue();
            return new ValueWebSocketReceiveResult(0, WebSocketMessageType.Close, true);
        }

        var count = Math.Min(buffer.Length, part.Bytes.Length - _at);
        part.Bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        if (count == 0 || _at < part.Bytes.Length)
            return new ValueWebSocketReceiveResult(count, WebSocketMessageType.Text, false);
        _at = 0;
        _said.Dequeue();
        return new ValueWebSocketReceiveResult(count, WebSocketMessageType.Text, part.IsLast);
    }
}
