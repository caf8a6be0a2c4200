using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Gateway;

/// <summary>What a peer sees that breaks the WebSocket protocol, over a real connection.</summary>
public sealed class BrokenFrameTests : IAsyncLifetime
{
    private WebApplication? _app;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPhantomParadox();
        builder.Services.AddPhantomParadoxRest();
        builder.Services.AddPhantomParadoxSocket();
        _app = builder.Build();
        _app.MapPhantomParadoxSocket();
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app!.DisposeAsync();

    [Theory]
    [InlineData(0xC1, 1002)]    // a reserved bit
    [InlineData(0x83, 1002)]    // an opcode that doesn't exist
    [InlineData(0x80, 1002)]    // the rest of no message
    public async Task Tells_TheCodeAndEndsCleanly_WhateverFollowsABrokenFrame(byte first, int code)
    {
        // Much more than the server reads at once: with it unread, the connection would be reset.
        var sent = new byte[256 * 1_024];
        sent[0] = first;
        sent[1] = 0x80 | 4;
        var answer = await TalkAsync(sent);
        Assert.Equal(0x88, answer[0]);
        Assert.Equal(code, BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(2)));
        Assert.Equal(2 + answer[1], answer.Length);
    }

    // Reads to the end of the connection; a reset would throw.
    private async Task<byte[]> TalkAsync(byte[] sent)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_app!.Urls.Single()).Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        await using var stream = new NetworkStream(socket);
        var head = new List<byte>();
        while (head.Count < 4 || !head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
            head.Add((byte)stream.ReadByte());
        Assert.StartsWith("HTTP/1.1 101", Encoding.ASCII.GetString([.. head]), StringComparison.Ordinal);

        await stream.WriteAsync(sent);
        await stream.WriteAsync(new byte[] { 0x88, 0x82, 0, 0, 0, 0, 0x03, 0xEA });
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer);
        return answer.ToArray();
    }
}
