using System.Net.WebSockets;
using System.Text.Json;
using PhantomParadox.CrashCampaign.Log;

namespace PhantomParadox.CrashCampaign.Load;

/// <summary>Holds a socket, works on what it is sent, and claims what nobody is sent. It completes by REST or by socket.</summary>
/// <param name="wallet">Its wallet.</param>
/// <param name="capabilities">The types of work that it is sent; <c>claims</c> alone for none.</param>
/// <param name="seed">Of its choices.</param>
/// <param name="board">What there is to do.</param>
/// <param name="client">Its way to the host.</param>
/// <param name="juror">It again, on juries.</param>
internal sealed class Agent(string wallet, string[] capabilities, int seed, Board board, MarketClient client, Juror juror)
{
    private readonly Random _random = new(seed);
    private readonly byte[] _buffer = new byte[128 * 1024];

    /// <summary>Works until told to stop or the host is gone.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(new UriBuilder(client.Address) { Scheme = "ws", Path = "/ws" }.Uri, stop);
            await SendAsync(socket, new { type = "heartbeat", agent = wallet, capabilities, config = new { capacity = 64 } });
            if (capabilities is ["claims"])
                await ClaimAsync(socket, stop);
            else
                await ListenAsync(socket, stop);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException or HttpRequestException)
        {
            // The host is gone, or the round is over.
        }
    }

    private async Task ListenAsync(ClientWebSocket socket, CancellationToken stop)
    {
        while (await ReceiveAsync(socket, stop) is { } message)
        {
            using (message)
            {
                juror.Hear(message.RootElement);
                if (Assigned(message.RootElement) is { } job && !await WorkAsync(socket, job))
                    return;
            }
        }
    }

    /// <summary>What is sent is told: the job and who has it must outlast every kill, even where its buyer got no answer.</summary>
    private JobHistory? Assigned(JsonElement message)
    {
        if (!message.TryGetProperty("type", out var type) || type.GetString() != "job_assignment")
            return null;
        var sent = message.GetProperty("job");
        if (board.Find(sent.GetProperty("description").GetString()!) is not { } job)
            throw new InvalidOperationException($"An agent was sent a job that nobody posted: {message}");
        job.Id = sent.GetProperty("id").GetGuid();
        var told = board.Operation(Deed.Claim, wallet);
        (told.Answer, told.Said) = (Answer.Ok, "sent");
        job.Add(told);
        return job;
    }

    private async Task ClaimAsync(ClientWebSocket socket, CancellationToken stop)
    {
        // Its first answer says that the market knows the wallet.
        (await ReceiveAsync(socket, stop))?.Dispose();
        while (!stop.IsCancellationRequested)
        {
            if (!board.ToClaim.TryDequeue(out var job))
            {
                await Task.Delay(1, stop);
                continue;
            }
            if (_random.Next(4) == 0)
                board.ToClaim.Enqueue(job);
            var claim = board.Operation(Deed.Claim, wallet);
            if (!await client.ActAsync(job, "claim", claim, new { walletAddress = wallet }))
                return;
            if (claim.Answer == Answer.Ok && !await WorkAsync(socket, job))
                return;
        }
    }

    private async Task<bool> WorkAsync(ClientWebSocket socket, JobHistory job)
    {
        if (_random.Next(3) == 0)
        {
            job.Add(board.Operation(Deed.Progress, wallet));
            await SendAsync(socket, new { type = "job_progress", jobId = job.Id, progress = _random.Next(1, 100) });
        }

        // Some work is never finished.
        if (_random.Next(40) == 0)
            return true;
        var success = _random.Next(10) > 0;
        var end = board.Operation(success ? Deed.Succeed : Deed.Fail, wallet);
        if (_random.Next(3) == 0)
        {
            // Nobody answers these: they may have happened.
            job.Add(end);
            await SendAsync(socket, new { type = "job_complete", jobId = job.Id, success, proofHash = end.Mark });
            board.ToSettle.Enqueue(job);
            return true;
        }

        var alive = await client.ActAsync(job, "complete", end, new { walletAddress = wallet, success, proofHash = end.Mark });
        board.ToSettle.Enqueue(job);
        return alive;
    }

    private async Task<JsonDocument?> ReceiveAsync(ClientWebSocket socket, CancellationToken stop)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(_buffer.AsMemory(length), stop);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            if (part.EndOfMessage)
                return JsonDocument.Parse(_buffer.AsMemory(0, length));
        }
    }

    private static Task SendAsync<T>(ClientWebSocket socket, T message) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, CancellationToken.None);
}
