using System.Text.Json;
using System.Text.Json.Serialization;
using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Queries;

namespace PhantomParadox.Core.Tests.Court;

/// <summary>
/// Nothing of votes is seen before the verdict: two cases that differ in nothing but how the jurors vote look the same to everybody, in
/// every reply, record, proof, message, statistic and event of the feed.
/// </summary>
public sealed class SecrecyTests
{
    [Fact]
    public async Task BeforeTheVerdict_NothingDependsOnTheVotes()
    {
        var (one, _) = await PlayAsync(_ => JuryChoice.BrainsWin);
        var (other, ruled) = await PlayAsync(seat => (JuryChoice)(1 + (seat % 3)));
        Assert.Equal(one, other);
        Assert.True(one.Count > 100);
        // What is compared does show votes, once there is a verdict.
        Assert.DoesNotContain(":\"BrainsWin", string.Concat(one), StringComparison.Ordinal);
        Assert.Contains(":\"MuscleWin", ruled, StringComparison.Ordinal);
    }

    private static async Task<(List<string> Seen, string Ruled)> PlayAsync(Func<int, JuryChoice> choiceOf)
    {
        var court = new CourtRig(7);
        using var stop = new CancellationTokenSource();
        var feed = court.Rig.Feed.WatchAsync(stop.Token).GetAsyncEnumerator();
        List<string> seen = [];
        court.Connect("ada", "", "relay");
        for (var agent = 0; agent < 30; agent++)
            court.Connect($"juror-{agent}", "", "none");
        court.Open();
        foreach (var juror in court.In(DutyState.Offered))
            court.Answer(juror);
        var seated = court.In(DutyState.Accepted);
        Assert.Equal(10, seated.Count);
        // Four seal, three vote openly, one seals and reveals, one's salt leaks; one is still to vote.
        for (var seat = 0; seat < 6; seat++)
            Do(new SealVote(court.Dispute, seated[seat], Commitment(court, seated[seat], choiceOf(seat))));
        for (var seat = 6; seat < 9; seat++)
            Do(new CastVote(court.Dispute, seated[seat], choiceOf(seat), default, 1 + (int)choiceOf(seat)));
        Do(new ReportLeak(court.Dispute, seated[4], CourtScene.SaltOf(seated[4])));
        court.Rig.Advance(900_000);
        Do(new CastVote(court.Dispute, seated[5], choiceOf(5), CourtScene.SaltOf(seated[5]), 7));
        while (feed.MoveNextAsync() is { IsCompleted: true } next && await next)
            seen.Add(Text(feed.Current));
        seen.AddRange(court.Rig.Delivered.Select(delivery => Text(delivery.Message)));
        await stop.CancelAsync();

        for (var seat = 0; seat < 4; seat++)
            Do(new CastVote(court.Dispute, seated[seat], choiceOf(seat), CourtScene.SaltOf(seated[seat]), 3), looks: false);
        court.Rig.Advance(600_000);
        Assert.NotNull(court.Read().Verdict);
        return (seen, Text(court.Read()) + Text(ProofReader.Read(court.State, Uuid.FromGuid(court.Dispute.Value))!));

        void Do(Command<DisputeId> command, bool looks = true)
        {
            var outcome = court.Rig.Do(command).Outcome.Result;
            Assert.Null(outcome.Refusal);
            if (!looks)
                return;
            seen.Add(Text(outcome.Value));
            seen.Add(Text(court.Read()));
            seen.Add(Text(ProofReader.Read(court.State, Uuid.FromGuid(court.Dispute.Value))!));
            seen.Add(Text(JobRecordOf(court)));
            seen.Add(Text(StatisticsReader.Read(court.State).Disputes));
            foreach (var juror in seated)
                seen.Add(Text(DutyReader.Read(court.State, Uuid.FromGuid(juror.Value))));
        }
    }

    private static JobRecord JobRecordOf(CourtRig court) => Jobs.JobRecords.Of(court.State, court.State.Disputes[court.Handle].Job);

    private static byte[] Commitment(CourtRig court, AgentId juror, JuryChoice choice) => VoteCommitment
        .Compute(court.Dispute.ToString(), 0, juror.ToString(), choice, CourtScene.SaltOf(juror)).Bytes.ToArray();

    private static string Text(object value) => JsonSerializer.Serialize(value, value.GetType(), Names);

    private static readonly JsonSerializerOptions Names = new() { Converters = { new JsonStringEnumConverter(), new Hexadecimal() } };

    /// <summary>Digests have bytes only, and no span can be written.</summary>
    private sealed class Hexadecimal : JsonConverter<Digest>
    {
        public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Convert.ToHexString(value.Bytes));
    }
}
