using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Journal;
using PhantomParadox.Memory;
using PhantomParadox.Payments;

namespace PhantomParadox.Core.Tests.Payments;

public sealed class EscrowTests
{
    private const ulong Amount = 5;

    // Only a forged or broken journal asks for it: no decision does.
    [Fact]
    public async Task AMoveOfMoreThanTheEscrowHolds_IsRefused_AndOfAllOfItIsNot()
    {
        var rig = EngineRig.Start(new MarketOptions(), seed: 1, now: 1_767_225_600_000);
        var spec = new JobSpec { Type = JobType.Relay, Buyer = "buyer", Description = "d", Amount = Amount, AutoApprove = false };
        var id = (await rig.Do(new PostJob(spec, ReadBack.Receipt)).Outcome).Value.Id;
        Assert.True(rig.State.Jobs.TryFind(Uuid.FromGuid(id.Value), out var job));

        var refused = Assert.Throws<JournalCorruptException>(() => rig.State.Apply(MoveFromEscrow(rig.State, job, Amount + 1)));

        Assert.Equal("A job's escrow would fall below zero.", refused.Message);
        Assert.Equal(Amount, rig.State.Jobs[job].Escrow);
        rig.State.Apply(MoveFromEscrow(rig.State, job, Amount));
        Assert.Equal(0UL, rig.State.Jobs[job].Escrow);
    }

    private static byte[] MoveFromEscrow(Market market, Handle job, ulong amount)
    {
        var buyer = market.Wallets.HandleOf(market.Jobs[job].Buyer);
        var writer = new EventWriter();
        writer.BeginFrame(market.Position + 1, market.Time);
        writer.Append(new MoneyMoved(job, AccountKind.Escrow, Handle.None, AccountKind.External, buyer, Currency.Sol, amount));
        return writer.EndFrame().ToArray();
    }
}
