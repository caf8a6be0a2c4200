using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Journal;

namespace PhantomParadox.Disputes;

/// <summary>Who the parties of a dispute were when a round opened: operators change, and a buyer may become an agent, or cease to be one.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="AgentOperator">Its operator; empty for nobody.</param>
/// <param name="BuyerAgent">The agent of the buyer's wallet; null where it has none.</param>
/// <param name="BuyerOperator">That agent's operator; empty for nobody.</param>
internal readonly record struct DrawParties(AgentId Agent, string AgentOperator, AgentId? BuyerAgent, string BuyerOperator)
{
    public static DrawParties Of(Market market, int dispute)
    {
        ref var job = ref market.Jobs[market.Disputes[dispute].Job];
        var buyer = market.Wallets[job.Buyer].Agent - 1;
        return new DrawParties(
            IdOf(market, job.Agent - 1), OperatorOf(market, job.Agent - 1), buyer < 0 ? null : IdOf(market, buyer), OperatorOf(market, buyer));
    }

    public ReadOnlySpan<byte> Encode()
    {
        var writer = new FieldWriter();
        writer.WriteWide(Uuid.FromGuid(Agent.Value));
        writer.WriteText(AgentOperator);
        writer.WriteWide(Uuid.FromGuid(BuyerAgent?.Value ?? Guid.Empty));
        writer.WriteText(BuyerOperator);
        return writer.Written;
    }

    public static DrawParties Read(ReadOnlySpan<byte> encoded)
    {
        var reader = new EventReader(encoded);
        var agent = Uuid.ToGuid(reader.ReadWide());
        var agentOperator = Encoding.UTF8.GetString(reader.ReadBytes());
        var buyer = Uuid.ToGuid(reader.ReadWide());
        return new DrawParties(
            new AgentId(agent), agentOperator, buyer == Guid.Empty ? null : new AgentId(buyer), Encoding.UTF8.GetString(reader.ReadBytes()));
    }

    private static AgentId IdOf(Market market, int slot) => new(Uuid.ToGuid(market.Agents[slot].Id));

    private static string OperatorOf(Market market, int slot) =>
        slot < 0 || market.Agents[slot].Operator == 0 ? "" : Encoding.UTF8.GetString(market.Texts.Read(market.Agents[slot].Operator));
}
