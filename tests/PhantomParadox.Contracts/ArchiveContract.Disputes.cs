using Xunit;

namespace PhantomParadox.Contracts;

/// <content>Disputes and pools.</content>
public abstract partial class ArchiveContract
{
    [Fact]
    public async Task AnEmptyArchive_HasNoDisputes()
    {
        var archive = await CreateAsync();
        Assert.Null(await archive.GetDisputeAsync(ArchiveSamples.Dispute.Id, default));
        Assert.Null(await archive.GetProofAsync(ArchiveSamples.Dispute.Id, default));
        Assert.True((await archive.GetPoolAsync(ArchiveSamples.Dispute.Id, 0, default)).IsEmpty);
        var page = await archive.ListDisputesAsync(new DisputeQuery(), long.MaxValue, default);
        Assert.Empty(page.Disputes);
        Assert.Equal(0, page.Next);
    }

    [Fact]
    public async Task Gives_ADisputeAndItsProofBack_ToTheLastField()
    {
        var archive = await CreateAsync();
        await archive.WriteDisputesAsync([Proof(1), ArchiveSamples.Proof], default);

        var dispute = await archive.GetDisputeAsync(ArchiveSamples.Dispute.Id, default);
        var proof = await archive.GetProofAsync(ArchiveSamples.Dispute.Id, default);

        Assert.NotNull(dispute);
        Assert.NotNull(proof);
        Assert.Equal(ArchiveCodec.Encode(ArchiveSamples.Dispute), ArchiveCodec.Encode(dispute));
        Assert.Equal(ArchiveCodec.Encode(ArchiveSamples.Dispute), ArchiveCodec.Encode(proof.Dispute));
        Assert.Equal(ArchiveCodec.Encode(ArchiveSamples.Proof), ArchiveCodec.Encode(proof));
    }

    [Fact]
    public async Task Writing_ADisputeAgain_ReplacesIt()
    {
        var archive = await CreateAsync();
        await archive.WriteDisputesAsync([Proof(1), Proof(2)], default);
        await archive.WriteDisputesAsync([Change(Proof(1), dispute => dispute with { Reason = "another" }) with { Escrow = 9 }], default);

        Assert.Equal("another", (await archive.GetDisputeAsync(Proof(1).Dispute.Id, default))!.Reason);
        Assert.Equal(9UL, (await archive.GetProofAsync(Proof(1).Dispute.Id, default))!.Escrow);
        Assert.Equal([2, 1], Ordinals(await archive.ListDisputesAsync(new DisputeQuery(), long.MaxValue, default)));
    }

    [Fact]
    public async Task PagesOfDisputes_AreNewestFirst_WithoutGapsOrDoubles()
    {
        var archive = await CreateAsync();
        foreach (var half in new[] { 1, 0 })
        {
            foreach (var page in Enumerable.Range(1, 150).Where(i => i % 2 == half).Chunk(64))
                await archive.WriteDisputesAsync([.. page.Select(Proof)], default);
        }

        List<long> seen = [];
        for (var before = long.MaxValue; before > 0;)
        {
            var page = await archive.ListDisputesAsync(new DisputeQuery { Limit = 7 }, before, default);
            Assert.True(page.Disputes.Count <= 7);
            Assert.True(page.Next < before);
            seen.AddRange(Ordinals(page));
            before = page.Next;
        }

        Assert.Equal(Enumerable.Range(1, 150).Reverse().Select(i => (long)i), seen);
        Assert.Equal([2, 1], Ordinals(await archive.ListDisputesAsync(new DisputeQuery { Limit = 2 }, before: 3, default)));
        Assert.Equal(0, (await archive.ListDisputesAsync(new DisputeQuery { Limit = 2 }, before: 3, default)).Next);
    }

    [Fact]
    public async Task FiltersOfDisputes_AreCombined()
    {
        var archive = await CreateAsync();
        await archive.WriteDisputesAsync(
            [
                Change(Proof(1), dispute => dispute with { Buyer = "ada", AgentWallet = "eve" }),
                Change(Proof(2), dispute => dispute with { Buyer = "eve", AgentWallet = "bob", Status = DisputeStatus.Timeout }),
                Change(Proof(3), dispute => dispute with { Buyer = "ada", AgentWallet = "bob", Status = DisputeStatus.Timeout }),
            ],
            default);

        async Task<List<long>> Find(DisputeQuery query) => Ordinals(await archive.ListDisputesAsync(query, long.MaxValue, default));

        Assert.Equal([2, 1], await Find(new() { PartyWallet = "eve" }));
        Assert.Equal([3, 2], await Find(new() { Status = DisputeStatus.Timeout }));
        Assert.Equal([2], await Find(new() { PartyWallet = "eve", Status = DisputeStatus.Timeout }));
        Assert.Empty(await Find(new() { PartyWallet = "Eve" }));
        Assert.Empty(await Find(new() { Status = DisputeStatus.Open }));
        Assert.Empty(await Find(new() { UnresolvedOnly = true }));
    }

    [Fact]
    public async Task APageOfDisputes_LooksAtNoMoreThanAThousand_AndSaysWhereToGoOn()
    {
        var archive = await CreateAsync();
        foreach (var page in Enumerable.Range(1, 1_200).Chunk(64))
        {
            await archive.WriteDisputesAsync(
                [.. page.Select(i => Change(Proof(i), dispute => dispute with { Buyer = i == 1 ? "ada" : "bob" }))], default);
        }
        var query = new DisputeQuery { PartyWallet = "ada" };
        var first = await archive.ListDisputesAsync(query, long.MaxValue, default);
        // Whoever has an index may find at once what others look for page by page.
        var second = first.Next == 0 ? first : await archive.ListDisputesAsync(query, first.Next, default);

        Assert.Equal([1], Ordinals(second));
        Assert.Equal(0, second.Next);
    }

    [Fact]
    public async Task Gives_APoolBack_ByteByByte()
    {
        var archive = await CreateAsync();
        byte[] pool = [.. Enumerable.Range(0, 100_000).Select(value => (byte)value)];
        await archive.WritePoolAsync(ArchiveSamples.Dispute.Id, 1, pool, default);
        await archive.WritePoolAsync(ArchiveSamples.Dispute.Id, 1, pool, default);

        Assert.Equal(pool, (await archive.GetPoolAsync(ArchiveSamples.Dispute.Id, 1, default)).ToArray());
        Assert.True((await archive.GetPoolAsync(ArchiveSamples.Dispute.Id, 0, default)).IsEmpty);
    }

    protected static DisputeProof Proof(int ordinal) => ArchiveSamples.Proof with
    {
        Dispute = ArchiveSamples.Dispute with
        {
            Id = new DisputeId(IdOf(ordinal, DateTimeOffset.UnixEpoch.AddSeconds(ordinal))),
            CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(ordinal),
            Ordinal = ordinal,
        },
        Rounds = [],
    };

    private static DisputeProof Change(DisputeProof proof, Func<DisputeRecord, DisputeRecord> change) =>
        proof with { Dispute = change(proof.Dispute) };

    private static List<long> Ordinals(ArchivedDisputes page) => [.. page.Disputes.Select(dispute => dispute.Ordinal)];
}
