using PhantomParadox.Contracts;
using PhantomParadox.Core.Tests.Foundation;

namespace PhantomParadox.Core.Tests.Archive;

/// <summary>What archives keep is written as it always was, and read back.</summary>
public sealed class ArchiveCodecTests
{
    [Fact]
    public void Records_KeepTheirBytes() => GoldenFile.Match(
        "archive",
        ArchiveCodec.Encode(ArchiveSamples.Job),
        ArchiveCodec.Encode(ArchiveSamples.Dispute),
        ArchiveCodec.Encode(ArchiveSamples.Proof));

    [Fact]
    public void Reads_WhatItWrote()
    {
        var dispute = ArchiveCodec.DecodeDispute(ArchiveCodec.Encode(ArchiveSamples.Dispute));
        Assert.Equivalent(ArchiveSamples.Job, ArchiveCodec.DecodeJob(ArchiveCodec.Encode(ArchiveSamples.Job)), strict: true);
        Assert.Equivalent(ArchiveSamples.Dispute, dispute, strict: true);
        var proof = ArchiveCodec.DecodeProof(ArchiveCodec.Encode(ArchiveSamples.Proof), dispute);
        Assert.Same(dispute, proof.Dispute);
        Assert.Equivalent(ArchiveSamples.Proof, proof, strict: true);
        Assert.Equal(ArchiveCodec.Encode(ArchiveSamples.Proof), ArchiveCodec.Encode(proof));
    }

    [Fact]
    public void ATextThatIsThere_DiffersFromNone()
    {
        var job = ArchiveSamples.Job;
        var none = job with { AgentWallet = null, Spec = job.Spec with { EscrowReference = null }, Result = null, Dispute = null, Agent = null };
        var read = ArchiveCodec.DecodeJob(ArchiveCodec.Encode(none));
        Assert.Equal((null, null, null, null, null), (read.AgentWallet, read.Spec.EscrowReference, read.Result, read.Dispute, read.Agent));
        Assert.Equal("", ArchiveCodec.DecodeJob(ArchiveCodec.Encode(job)).Spec.EscrowReference);
    }

    [Fact]
    public void AJobsDeposit_IsReadBack_AndOthersAreWrittenAsBefore()
    {
        var reference = new DepositReference(1, 2);
        var job = ArchiveSamples.Job with { Spec = ArchiveSamples.Job.Spec with { DepositReference = reference } };
        job = job with
        {
            Deposit = new DepositOrder
            {
                Reference = reference, Job = job.Id, Buyer = job.Spec.Buyer, Currency = job.Spec.Currency, Amount = job.Spec.Amount, Arrived = 7,
                Status = DepositStatus.Lapsed, OpenedAt = job.CreatedAt, ExpiresAt = job.CreatedAt.AddMinutes(30), WatchedUntil = job.CreatedAt.AddHours(48),
            },
        };

        Assert.Equivalent(job, ArchiveCodec.DecodeJob(ArchiveCodec.Encode(job)), strict: true);
        Assert.Equal((3, 2), (ArchiveCodec.Encode(job)[0], ArchiveCodec.Encode(ArchiveSamples.Job)[0]));
        Assert.Throws<FormatException>(() => ArchiveCodec.DecodeJob(ArchiveCodec.Encode(job)[..^3]));
    }

    [Fact]
    public void Reads_AProofOfTheFirstVersion_WhoseRelatedHitsNameNoJob()
    {
        byte[] encoded = [1, .. ArchiveCodec.Encode(ArchiveSamples.Proof)[1..^16]];

        var hit = ArchiveCodec.DecodeProof(encoded, ArchiveSamples.Dispute).Rounds[0].Hits[2];

        Assert.Equal((JuryHitOutcome.Related, null), (hit.Hit.Outcome, hit.RelatedJob));
        Assert.Throws<FormatException>(() => ArchiveCodec.DecodeProof([2, .. encoded[1..]], ArchiveSamples.Dispute));
    }

    [Fact]
    public void Refuses_BytesThatAreCutOffOrOfALaterVersion()
    {
        byte[][] all =
            [ArchiveCodec.Encode(ArchiveSamples.Job), ArchiveCodec.Encode(ArchiveSamples.Dispute), ArchiveCodec.Encode(ArchiveSamples.Proof)];
        Action<byte[]>[] decode =
        [
            bytes => ArchiveCodec.DecodeJob(bytes),
            bytes => ArchiveCodec.DecodeDispute(bytes),
            bytes => ArchiveCodec.DecodeProof(bytes, ArchiveSamples.Dispute),
        ];
        for (var kind = 0; kind < all.Length; kind++)
        {
            Assert.Throws<FormatException>(() => decode[kind]([]));
            Assert.Throws<FormatException>(() => decode[kind]([0, .. all[kind][1..]]));
            Assert.Throws<FormatException>(() => decode[kind]([4, .. all[kind][1..]]));
            Assert.Throws<FormatException>(() => decode[kind]([.. all[kind], 0]));
            Assert.Throws<FormatException>(() => decode[kind](all[kind][..20]));
        }
    }
}
