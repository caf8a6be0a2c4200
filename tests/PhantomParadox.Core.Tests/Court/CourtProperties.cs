using FsCheck.Xunit;
using PhantomParadox.Disputes;

namespace PhantomParadox.Core.Tests.Court;

/// <summary>What is so of every jury, whoever the agents are and in whatever order they answer.</summary>
public sealed class CourtProperties
{
    private const int Agents = 20;

    [Property(MaxTest = 100)]
    public void NobodyOfAPartysOperator_IsCalled_AndOneOfEachAtMost(byte[] mix, uint seed, bool appeals)
    {
        var court = new CourtRig(seed);
        int At(int index) => mix.Length == 0 ? index : mix[index % mix.Length] + index;
        string OperatorOf(int agent) => At(agent) % 3 == 0 ? "" : $"operator-{At(agent) % 5}";
        court.Connect("ada", "operator-1", "relay");
        court.Connect("buyer", "operator-2", "none");
        for (var agent = 0; agent < Agents; agent++)
            court.Connect($"juror-{agent}", OperatorOf(agent), "none");
        // Most have bought from ada: without them there is no jury, and they follow.
        for (var agent = 0; agent < Agents; agent++)
        {
            if (At(agent) % 4 != 0)
                court.Relate($"juror-{agent}");
        }
        court.Open();
        Check(court);
        if (!appeals || court.State.Disputes[court.Handle].IsSettled)
            return;
        court.Vote(JuryChoice.MuscleWin);
        if (court.Appeal() is null && !court.State.Disputes[court.Handle].IsSettled)
            Check(court);
    }

    [Property(MaxTest = 100)]
    public void TheOrderOfAcceptance_NeverChangesWhoSits(uint seed, int[] order, byte declining)
    {
        var first = Seat(seed, [], declining);
        var second = Seat(seed, order, declining);
        Assert.Equal(first, second);
        Assert.NotEmpty(first);
    }

    [Property(MaxTest = 50)]
    public void WithoutASeed_TheTimeoutPolicyRules_ToTheLamport(uint seed, bool appealed, byte policy)
    {
        var court = new CourtRig(seed, options => options.Jury.TimeoutPolicy = (JuryChoice)(1 + (policy % 3)));
        court.Connect("ada", "", "relay");
        for (var agent = 0; agent < 60; agent++)
            court.Connect($"juror-{agent}", "", "none");
        court.Rig.Withholds = !appealed;
        court.Open();
        if (appealed)
        {
            court.Vote(JuryChoice.MuscleWin);
            court.Rig.Withholds = true;
            Assert.Null(court.Appeal());
        }
        Assert.Equal(DisputeStatus.Open, court.Read().Status);
        court.Rig.Advance(86_400_000 - 1);
        Assert.Equal(DisputeStatus.Open, court.Read().Status);
        court.Rig.Advance(1);
        var ended = court.Read();
        Assert.Equal((DisputeStatus.Timeout, (JuryChoice)(1 + (policy % 3))), (ended.Status, ended.Verdict!.Value));
        var payment = ended.Payment!;
        Assert.Equal(10_000UL, payment.BuyerReceives + payment.AgentReceives + payment.JuryReward + payment.ProtocolFee);
        Assert.Equal(0, court.State.Ledger.Sum(Currency.Sol));
    }

    private static void Check(CourtRig court)
    {
        SortedSet<int> operators = [];
        foreach (var slot in court.Called())
        {
            var @operator = court.State.Agents[slot].Operator;
            if (@operator == 0)
                continue;
            var name = System.Text.Encoding.UTF8.GetString(court.State.Texts.Read(@operator));
            Assert.False(name is "operator-1" or "operator-2", "An agent of a party's operator was called.");
            Assert.True(operators.Add(@operator), "Two agents of one operator were called.");
        }
    }

    private static List<(int Seat, AgentId Agent)> Seat(uint seed, int[] order, byte declining)
    {
        var court = new CourtRig(seed);
        court.Connect("ada", "", "relay");
        for (var agent = 0; agent < 40; agent++)
            court.Connect($"juror-{agent}", "", "none");
        court.Open();
        foreach (var juror in court.In(DutyState.Offered).Where((_, seat) => (declining >> (seat % 8) & 1) != 0))
            court.Answer(juror, accepts: false);
        var invited = court.In(DutyState.Offered);
        for (var index = 0; index < order.Length; index++)
        {
            var (from, to) = (index % invited.Count, (int)((uint)order[index] % (uint)invited.Count));
            (invited[from], invited[to]) = (invited[to], invited[from]);
        }
        foreach (var juror in invited)
            court.Answer(juror);
        return [.. court.Read().Jury.Where(juror => juror.Answer == JurorAnswer.Accepted).Select(juror => (juror.Seat, juror.Agent))];
    }
}
