using System.Text;
using System.Text.Json;
using PhantomParadox.AspNetCore.Gateway;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Gateway;

public sealed class OutboxTests
{
    [Fact]
    public void HandsOutWhatWasQueued_MessageByMessage_InOrder()
    {
        var outbox = new Outbox();
        var agent = new AgentId(Guid.NewGuid());
        MessageEncoder.Ack(outbox, agent, 1_700_000_000_000);
        MessageEncoder.Error(outbox, "code", new string('x', 5_000), "job");
        MessageEncoder.Ack(outbox, agent, 2);

        Assert.True(outbox.TryTake(out var batch, out var length, out var count));
        Assert.Equal(3, count);
        ReadOnlyMemory<byte> rest = batch.AsMemory(0, length);
        var ack = JsonDocument.Parse(Outbox.Next(ref rest)).RootElement;
        Assert.Equal(("heartbeat_ack", agent.ToString(), 1_700_000_000_000), (
            ack.GetProperty("type").GetString(), ack.GetProperty("agentId").GetString(), ack.GetProperty("serverTime").GetInt64()));
        Assert.Equal(5_000, JsonDocument.Parse(Outbox.Next(ref rest)).RootElement.GetProperty("error").GetString()!.Length);
        Assert.EndsWith("\"serverTime\":2}", Encoding.UTF8.GetString(Outbox.Next(ref rest).Span), StringComparison.Ordinal);
        Assert.True(rest.IsEmpty);
    }

    [Fact]
    public void CountsBytesUntilTheyAreSent()
    {
        var outbox = new Outbox();
        MessageEncoder.Ack(outbox, default, 1);
        var size = outbox.Bytes;
        Assert.True(outbox.TryTake(out var batch, out _, out _));
        Assert.Equal(size, outbox.Bytes);
        outbox.Sent(batch);
        Assert.Equal(0, outbox.Bytes);
        Assert.False(outbox.TryTake(out _, out _, out _));
    }
}
