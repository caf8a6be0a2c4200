using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Xunit;

namespace PhantomParadox.EndToEnd;

/// <summary>An agent's socket in a test's hand: it says what it is told to and hears everything.</summary>
internal sealed class AgentProbe : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Channel<JsonElement> _heard = Channel.CreateUnbounded<JsonElement>();
    private readonly TaskCompletionSource<int> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; private set; } = "";

    public static async Task<AgentProbe> ConnectAsync(Uri server)
    {
        var probe = new AgentProbe();
        await probe._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/ws" }.Uri, CancellationToken.None);
        _ = probe.ListenAsync();
        return probe;
    }

    public Task SendAsync(object message) => SendAsync(message as byte[]
        ?? (message is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(message)), WebSocketMessageType.Text);

    public Task SendAsync(byte[] message, WebSocketMessageType type) => _socket.SendAsync(message, type, endOfMessage: true, CancellationToken.None);

    public Task SendPartAsync(byte[] part) => _socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);

    /// <summary>Sends a heartbeat and waits for its answer.</summary>
    public async Task BeatAsync(string wallet, string[]? capabilities = null, object? config = null, object? metrics = null)
    {
        await SendBeatAsync(wallet, capabilities, config, metrics);
        Id = (await NextAsync("heartbeat_ack")).GetProperty("agentId").GetString()!;
    }

    public Task SendBeatAsync(string wallet, string[]? capabilities = null, object? config = null, object? metrics = null) =>
        SendAsync(new { type = "heartbeat", agent = wallet, platform = "test", version = "1.0.0", capabilities = capabilities ?? ["relay"], config = config ?? new { }, metrics = metrics ?? new { } });

    /// <summary>The next message, which must be of this type.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        var message = await _heard.Reader.ReadAsync().AsTask().WaitAsync(MarketServer.Patience);
        Assert.True(type == message.GetProperty("type").GetString(), $"{type} was expected: {message}");
        return message;
    }

    /// <summary>The next message, which must be this error.</summary>
    public async Task<JsonElement> RefusedAsync(string code, string? inReplyTo)
    {
        var error = await NextAsync("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.False(string.IsNullOrEmpty(error.GetProperty("error").GetString()));
        Assert.Equal(inReplyTo, error.TryGetProperty("inReplyTo", out var cause) ? cause.GetString() : null);
        return error;
    }

    /// <summary>Takes payments until they add up.</summary>
    public async Task PaidAsync(long amount)
    {
        for (var sum = 0L; sum < amount;)
            sum += (await NextAsync("payment")).GetProperty("amount").GetInt64();
    }

    /// <summary>Whether nothing was said up to an answer that comes after it.</summary>
    public async Task HearsNothingAsync(string wallet, string[]? capabilities = null)
    {
        await BeatAsync(wallet, capabilities);
        Assert.False(_heard.Reader.TryPeek(out _));
    }

    /// <summary>Waits for the server's close and returns its code; 1006 where it only cut the connection.</summary>
    public Task<int> ClosedAsync() => _closed.Task.WaitAsync(MarketServer.Patience);

    public async Task CloseAsync()
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The server was first.
        }

        await ClosedAsync();
    }

    public void Cut() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
            await CloseAsync();
        _socket.Dispose();
    }

    private async Task ListenAsync()
    {
        var code = 1006;
        try
        {
            var buffer = new byte[256 * 1024];
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;
                _heard.Writer.TryWrite(JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length)));
            }

            code = (int)_socket.CloseStatus!;
            if (_socket.State == WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection was cut.
        }

        _heard.Writer.TryComplete();
        _closed.TrySetResult(code);
    }
}
