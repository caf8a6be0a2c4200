using PhantomParadox.LoadTest.Wire;

namespace PhantomParadox.LoadTest.Loads;

/// <summary>One answer of the host under test, for a bare server to repeat; or one of the protocol's where there is no host.</summary>
internal static class Samples
{
    private static ReadOnlySpan<byte> DocumentedJob =>
        """
        {"job":{"id":"0199d5a0-0000-7000-8000-000000000000","type":"relay","status":"pending",
        "brainsAddress":"7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU","description":"A job of the load test, of ordinary length.",
        "requirements":{"capabilities":["load-test-nobody"]},"payment":{"amount":1000000,"currency":"SOL","paid":0},
        "createdAt":1760000000000,"progress":0,"metrics":{},"autoApprove":true,"settlement":"escrowed","attempt":0,"priority":0}}
        """u8;

    public static byte[] Acknowledgement(LoopbackTarget? target)
    {
        if (target is null)
            return """{"type":"heartbeat_ack","agentId":"0199d5a0-0000-7000-8000-000000000000","serverTime":1760000000000}"""u8.ToArray();
        using var agent = new AgentSocket(target);
        agent.Send(Messages.Heartbeat(Messages.NewWallet(), "load-test", capacity: 1));
        return agent.Receive("\"heartbeat_ack\""u8).ToArray();
    }

    public static byte[] Job(LoopbackTarget? target)
    {
        if (target is null)
            return DocumentedJob.ToArray();
        using var buyer = new BuyerConnection(target);
        buyer.Send(Messages.PostJob(target, Messages.NewWallet(), "A job of the load test, of ordinary length.", "load-test-nobody"));
        return buyer.ReceiveCreated().ToArray();
    }
}
