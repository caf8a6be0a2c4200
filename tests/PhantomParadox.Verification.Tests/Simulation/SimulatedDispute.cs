using System.Security.Cryptography;
using System.Text.Json;
using PhantomParadox.AspNetCore;
using PhantomParadox.Disputes;
using PhantomParadox.Engine;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Queries;

namespace PhantomParadox.Verification.Tests.Simulation;

/// <summary>A dispute in a market of its own, played from a seed: who answers, votes, appeals or stays silent, and how the market is set.</summary>
internal sealed class SimulatedDispute
{
    private readonly Dice _dice;
    private readonly CourtRig _rig;
    private readonly List<(AgentId Id, SessionId Session)> _jurors = [];
    private readonly SortedDictionary<Guid, JuryChoice> _sealed = [];

    private SimulatedDispute(ulong seed, int? jurors)
    {
        _dice = new Dice(seed);
        _rig = new CourtRig(Options(_dice), seed);
        if (_dice.OneIn(3))
            _rig.Connect(new AgentProfile { Wallet = "buyer", Capabilities = ["none"], Operator = _dice.OneIn(2) ? "buyers" : "" });
        _rig.Connect(new AgentProfile { Wallet = "worker", Capabilities = ["relay"], Operator = _dice.OneIn(3) ? "workers" : "" });
        Gather(jurors ?? (_dice.OneIn(12) ? _dice.Below(3) : 3 + _dice.Below(_dice.OneIn(3) ? 60 : 25)));
        Relate();
        Id = Open();
    }

    public DisputeId Id { get; }

    public Digest Tip => _rig.Tip;

    /// <summary>The proof before the verdict, where the play came by one.</summary>
    public byte[]? Hidden { get; private set; }

    /// <summary>The proof while the verdict could be appealed, where the play came by one.</summary>
    public byte[]? Provisional { get; private set; }

    /// <summary>The proof at the end.</summary>
    public byte[] Proof { get; private set; } = [];

    private ref DisputeRow Row
    {
        get
        {
            Assert.True(_rig.State.Disputes.TryFind(Uuid.FromGuid(Id.Value), out var found));
            return ref _rig.State.Disputes[found];
        }
    }

    public static SimulatedDispute Play(ulong seed, int? jurors = null)
    {
        var dispute = new SimulatedDispute(seed, jurors);
        for (var steps = 0; !dispute.Row.IsSettled; steps++)
        {
            Assert.True(steps < 10_000, "The dispute doesn't end.");
            dispute.Step();
        }
        dispute.Proof = dispute.Read();
        return dispute;
    }

    /// <summary>The whole pool of a round, as it is served.</summary>
    public byte[] Pool(int round)
    {
        var committed = PoolReader.Read(_rig.State, Uuid.FromGuid(Id.Value), round)!;
        var encoded = committed.Candidates.IsEmpty ? _rig.LargePools[(Id, round)].Encode().ToArray() : committed.Candidates;
        var pool = new DisputePool(Id, committed, encoded);
        return JsonSerializer.SerializeToUtf8Bytes(PoolViews.Pool(pool), RestJson.Default.DisputePoolReply);
    }

    private static MarketOptions Options(Dice dice)
    {
        var size = dice.Of([3, 3, 3, 4, 5, 7, 10]);
        var options = new MarketOptions();
        options.Reputation.Policy = dice.OneIn(4) ? ReputationPolicyKind.Beta : ReputationPolicyKind.Seed;
        options.Agents.ForgetAfter = TimeSpan.FromMinutes(1);
        options.Payments.FeeBps = dice.Of([0, 0, 25, 1_000]);
        options.Jury.Size = size;
        options.Jury.Consensus = (size / 2) + 1 + dice.Below(size - (size / 2));
        options.Jury.MinScore = 0;
        options.Jury.OffersPerSeat = 1 + dice.Below(3);
        options.Jury.AppealWindow = dice.OneIn(4) ? TimeSpan.Zero : TimeSpan.FromMinutes(60);
        options.Jury.MaxAppeals = dice.Below(4);
        options.Jury.ExcludeRelated = !dice.OneIn(4);
        options.Jury.RewardCap = dice.OneIn(4) ? 1_000UL : 1_000_000_000UL;
        options.Jury.TimeoutPolicy = (JuryChoice)(1 + dice.Below(3));
        options.Jury.Bootstrap = ["juror-1", "juror-4", "juror-5"];
        return options;
    }

    private void Gather(int count)
    {
        for (var juror = 0; juror < count; juror++)
        {
            var session = _rig.Connect(new AgentProfile
            {
                Wallet = $"juror-{juror}",
                Capabilities = ["relay"],
                Operator = _dice.Below(8) switch { 0 => "workers", 1 => "buyers", 2 => "größer", _ => "" },
            });
            Assert.True(_rig.State.Wallets.TryFind($"juror-{juror}", out var wallet));
            _jurors.Add((new AgentId(Uuid.ToGuid(_rig.State.Agents[_rig.State.Wallets[wallet].Agent - 1].Id)), session));
        }
    }

    // Some have worked for the buyer, which makes them related to it.
    private void Relate()
    {
        for (var jobs = _dice.Below(4); jobs > 0 && _jurors.Count > 0; jobs--)
        {
            var wallet = $"juror-{_dice.Below(_jurors.Count)}";
            if (Work(wallet, autoApprove: true, amount: 5_000_000) is null)
                continue;
            _rig.Advance(1_000);
        }
    }

    private JobId? Work(string wallet, bool autoApprove, ulong amount)
    {
        var job = Post(autoApprove, amount);
        if (_rig.Do(new ClaimJob(job, wallet, Nonce(), ReadBack.Receipt)).Outcome.Result.Refusal is not null)
            return null;
        _rig.Do(new CompleteJob(job, wallet, new JobResult { Output = "done" }, ReadBack.Receipt));
        return job;
    }

    private JobId Post(bool autoApprove, ulong amount)
    {
        var spec = new JobSpec
        {
            Type = JobType.Storage, Buyer = "buyer", Description = "a job", Amount = amount, AutoApprove = autoApprove, Nonce = Nonce(),
        };
        return _rig.Do(new PostJob(spec, ReadBack.Receipt)).Outcome.Result.Value.Id;
    }

    private DisputeId Open()
    {
        _rig.Reveals = !_dice.OneIn(40);
        _rig.HasBeacon = !_dice.OneIn(60);
        var amount = _dice.OneIn(10) ? 0 : (ulong)_dice.Below(_dice.OneIn(2) ? 1_000 : 900_000_000);
        var job = Work("worker", autoApprove: false, amount)!.Value;
        _rig.Advance(_dice.Below(1_000));
        var command = _rig.Do(new RejectJob(job, "buyer", "not \"this\"\t— größer \u0001", DisputeCategory.PoorQuality));
        return command.Outcome.Result.Value.Id;
    }

    private void Step()
    {
        if (_dice.OneIn(9))
            Hidden = Row.Status is DisputeStatus.Resolved or DisputeStatus.Timeout ? Hidden : Read();
        if (Row.Status == DisputeStatus.Resolved)
            Provisional ??= Read();
        switch (Row.Status)
        {
            case DisputeStatus.JurySelection:
                Select();
                break;
            case DisputeStatus.Voting:
                Vote();
                break;
            case DisputeStatus.Resolved when Row.AppealDue > 0 && _dice.OneIn(2):
                Appeal();
                break;
            default:
                _rig.Advance(_dice.OneIn(2) ? 60_000 : 3_600_000 * (1 + _dice.Below(30)));
                break;
        }
    }

    private void Appeal()
    {
        _rig.HasBeacon = !_dice.OneIn(20);
        _rig.Do(new AppealDispute(Id, _dice.OneIn(6) ? "worker" : "buyer"));
        _rig.Advance(1 + _dice.Below(100));
    }

    private void Select()
    {
        _rig.Advance(_dice.Below(2_000));
        if (_dice.OneIn(12))
            _rig.Do(new SubmitEvidence(Id, Evidence(_dice.OneIn(2) ? "buyer" : "worker")));
        if (_dice.OneIn(10))
            _rig.Do(new Agents.CloseSession(_jurors[_dice.Below(_jurors.Count)].Session, TimeSpan.Zero));
        if (In(DutyState.Offered) is not { } invited || _dice.OneIn(8))
            _rig.Advance(_dice.OneIn(3) ? 300_000 : 20_000);
        else
            _rig.Do(new AnswerInvite(Id, invited, accepts: !_dice.OneIn(5)));
    }

    private void Vote()
    {
        _rig.Advance(_dice.Below(20_000));
        if (In(DutyState.Sealed) is { } juror && _dice.OneIn(2))
        {
            if (_dice.OneIn(8))
                _rig.Do(new ReportLeak(Id, juror, SaltOf(juror)));
            else
                _rig.Do(new CastVote(Id, juror, _sealed[juror.Value], SaltOf(juror), 1 + _dice.Below(10)));
        }
        if (In(DutyState.Accepted) is not { } voter || _dice.OneIn(7))
            _rig.Advance(_dice.OneIn(4) ? 900_000 : 30_000);
        else if (_dice.OneIn(2))
            _rig.Do(new CastVote(Id, voter, Choice(), default, 1 + _dice.Below(10)));
        else
            Seal(voter);
    }

    private void Seal(AgentId juror)
    {
        var choice = Choice();
        var round = _rig.State.Court.Rounds[Row.Round - 1].Number;
        var commitment = VoteCommitment.Compute(Id.ToString(), (uint)round, juror.ToString(), choice, SaltOf(juror));
        if (_rig.Do(new SealVote(Id, juror, commitment.Bytes.ToArray())).Outcome.Result.Refusal is null)
            _sealed[juror.Value] = choice;
    }

    // A duty in that state in the present round.
    private AgentId? In(DutyState state)
    {
        List<AgentId> found = [];
        for (var link = _rig.State.Court.Rounds[Row.Round - 1].FirstDuty; link != 0; link = _rig.State.Court.Duties[link - 1].Next)
        {
            ref var duty = ref _rig.State.Court.Duties[link - 1];
            if (duty.State == state)
                found.Add(new AgentId(Uuid.ToGuid(_rig.State.Agents[duty.Agent].Id)));
        }
        return found.Count == 0 ? null : _dice.Of(found);
    }

    // Mostly one side, so that there are consensus, median and coherent jurors.
    private JuryChoice Choice() => _dice.OneIn(3) ? (JuryChoice)(1 + _dice.Below(3)) : (JuryChoice)(1 + ((Id.Value.ToByteArray()[15] + Row.Rounds) % 3));

    private static byte[] SaltOf(AgentId juror) => SHA256.HashData(juror.Value.ToByteArray());

    private byte[] Nonce()
    {
        var nonce = new byte[_dice.OneIn(2) ? 32 : 0];
        nonce.AsSpan().Fill((byte)_dice.Below(256));
        return nonce;
    }

    private EvidenceSubmission Evidence(string submitter) => new()
    {
        Submitter = submitter, Kind = EvidenceKind.Log, Title = "log", Description = "what happened", DataHash = "00ff",
        Url = _dice.OneIn(2) ? null : "https://example.org/log",
    };

    private byte[] Read()
    {
        var (proof, pools) = ProofReader.Read(_rig.State, Uuid.FromGuid(Id.Value))!;
        var rounds = proof.Rounds.Select((round, index) => round.Hits.Count == 0 ? round : ProofBinder.Bind(
            round, proof.Terms.OffersPerSeat,
            _rig.LargePools.TryGetValue((Id, round.Number), out var large) ? large : RoundPool.Read(pools[index].Span)));
        return JsonSerializer.SerializeToUtf8Bytes(ProofViews.Proof(proof with { Rounds = [.. rounds] }), RestJson.Default.DisputeProofReply);
    }
}
