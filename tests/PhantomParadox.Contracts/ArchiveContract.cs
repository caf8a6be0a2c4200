using System.Buffers.Binary;
using Xunit;

namespace PhantomParadox.Contracts;

/// <summary>What every archive promises. An implementation inherits it and says how one is made.</summary>
public abstract partial class ArchiveContract
{
    private static readonly JobQuery All = new() { Limit = 100 };

    /// <summary>An empty archive that nobody else uses.</summary>
    protected abstract ValueTask<IArchive> CreateAsync();

    [Fact]
    public async Task AnEmptyArchive_HasNothing()
    {
        var archive = await CreateAsync();
        Assert.Null(await archive.GetAsync(Job(1).Id, default));
        var page = await archive.ListAsync(All, long.MaxValue, default);
        Assert.Empty(page.Jobs);
        Assert.Equal(0, page.Next);
    }

    [Fact]
    public async Task Gives_AJobBack_AsItWas()
    {
        var archive = await CreateAsync();
        var job = Job(7) with
        {
            AgentWallet = "agent",
            Agent = new AgentId(new Guid(1, 2, 3, new byte[8])),
            Paid = ulong.MaxValue,
            Progress = 100,
            CompletedAt = DateTimeOffset.UnixEpoch.AddDays(2),
        };
        await archive.WriteAsync([Job(6), job], default);

        var read = await archive.GetAsync(job.Id, default);

        // Lists and memory compare by reference in a record; the sample has none but the shared defaults.
        Assert.NotNull(read);
        Assert.Equal(job with { Spec = read.Spec }, read);
        Assert.Equal(job.Spec with { Tags = read.Spec.Tags, Requirements = read.Spec.Requirements, Nonce = read.Spec.Nonce }, read.Spec);
        Assert.Equal(job.Spec.Tags, read.Spec.Tags);
        Assert.Equal(job.Spec.Nonce.ToArray(), read.Spec.Nonce.ToArray());
    }

    [Fact]
    public async Task Writing_AJobAgain_ReplacesIt()
    {
        var archive = await CreateAsync();
        await archive.WriteAsync([Job(1), Job(2)], default);
        await archive.WriteAsync([Job(1) with { Settlement = Settlement.Split }], default);

        Assert.Equal(Settlement.Split, (await archive.GetAsync(Job(1).Id, default))!.Settlement);
        Assert.Equal([2, 1], Ordinals(await archive.ListAsync(All, long.MaxValue, default)));
    }

    [Fact]
    public async Task Pages_AreNewestFirst_WithoutGapsOrDoubles()
    {
        var archive = await CreateAsync();
        foreach (var half in new[] { 1, 0 })
            await archive.WriteAsync([.. Enumerable.Range(1, 250).Where(i => i % 2 == half).Select(i => Job(i))], default);

        var seen = await WalkAsync(archive, new JobQuery { Limit = 7 });

        Assert.Equal(Enumerable.Range(1, 250).Reverse().Select(i => (long)i), seen);
    }

    [Fact]
    public async Task APage_BeginsBelowTheOrdinal()
    {
        var archive = await CreateAsync();
        await archive.WriteAsync([Job(1), Job(2), Job(3)], default);
        Assert.Equal([1], Ordinals(await archive.ListAsync(All, before: 2, default)));
        Assert.Empty(Ordinals(await archive.ListAsync(All, before: 1, default)));
    }

    [Fact]
    public async Task TheLastPage_SaysThatItIsTheLast_EvenWhenFull()
    {
        var archive = await CreateAsync();
        await archive.WriteAsync([Job(1), Job(2)], default);
        Assert.Equal(0, (await archive.ListAsync(new JobQuery { Limit = 2 }, long.MaxValue, default)).Next);
        Assert.Equal(2, (await archive.ListAsync(new JobQuery { Limit = 1 }, long.MaxValue, default)).Next);
    }

    [Fact]
    public async Task Filters_AreCombined()
    {
        var archive = await CreateAsync();
        await archive.WriteAsync(
            [
                Job(1, buyer: "ada"),
                Job(2, buyer: "ada") with { AgentWallet = "eve" },
                Job(3, buyer: "ada") with { AgentWallet = "eve", Status = JobStatus.Failed },
                Job(4, buyer: "bob") with { AgentWallet = "eve" },
            ],
            default);

        async Task<List<long>> Find(JobQuery query) => Ordinals(await archive.ListAsync(query, long.MaxValue, default));

        Assert.Equal([3, 2, 1], await Find(new() { Buyer = "ada" }));
        Assert.Equal([4, 3, 2], await Find(new() { AgentWallet = "eve" }));
        Assert.Equal([3], await Find(new() { Status = JobStatus.Failed }));
        Assert.Equal([3], await Find(new() { Buyer = "ada", AgentWallet = "eve", Status = JobStatus.Failed }));
        Assert.Equal([4, 3, 2, 1], await Find(new() { Type = Job(1).Spec.Type }));
        Assert.Empty(await Find(new() { Type = Enum.GetValues<JobType>().Last(type => type != Job(1).Spec.Type) }));
        Assert.Empty(await Find(new() { OpenOnly = true }));
        Assert.Empty(await Find(new() { Buyer = "Ada" }));
    }

    // How many pages it takes depends on what an archive can look up; none may need more than one for every thousand.
    [Fact]
    public async Task AQueryThatMatchesLittle_IsAnsweredInFewPages()
    {
        var archive = await CreateAsync();
        foreach (var page in Enumerable.Range(1, 1_500).Chunk(256))
            await archive.WriteAsync([.. page.Select(i => Job(i, buyer: i == 1 ? "ada" : "bob"))], default);

        var first = await archive.ListAsync(new JobQuery { Buyer = "ada" }, long.MaxValue, default);
        var rest = first.Next == 0 ? new ArchivePage([], 0) : await archive.ListAsync(new JobQuery { Buyer = "ada" }, first.Next, default);

        Assert.Equal([1], [.. Ordinals(first), .. Ordinals(rest)]);
        Assert.Equal(0, rest.Next);
    }

    [Fact]
    public async Task Gives_AnAwardedJobBack_ToTheLastField()
    {
        var archive = await CreateAsync();
        await archive.WriteAsync([ArchiveSamples.Job], default);
        var read = await archive.GetAsync(ArchiveSamples.Job.Id, default);
        Assert.NotNull(read);
        Assert.Equal(ArchiveCodec.Encode(ArchiveSamples.Job), ArchiveCodec.Encode(read));
    }

    protected static JobRecord Job(int ordinal, string buyer = "buyer") => new()
    {
        Id = new JobId(IdOf(ordinal, DateTimeOffset.UnixEpoch.AddSeconds(ordinal))),
        Spec = new JobSpec { Type = Enum.GetValues<JobType>()[0], Buyer = buyer, Description = $"job {ordinal}", Amount = 5 },
        Status = JobStatus.Completed,
        Settlement = Settlement.Released,
        CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(ordinal),
        Ordinal = ordinal,
    };

    protected static List<long> Ordinals(ArchivePage page) => [.. page.Jobs.Select(job => job.Ordinal)];

    // Version 7; what isn't time falls as ordinals grow, so that nobody can take the order of ids for that of lists.
    private static Guid IdOf(int ordinal, DateTimeOffset createdAt)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, createdAt.ToUnixTimeMilliseconds() << 16);
        (id[6], id[8]) = (0x70, 0x80);
        BinaryPrimitives.WriteInt32BigEndian(id[12..], int.MaxValue - ordinal);
        return new Guid(id, bigEndian: true);
    }

    private static async Task<List<long>> WalkAsync(IArchive archive, JobQuery query)
    {
        var seen = new List<long>();
        for (var before = long.MaxValue; before > 0;)
        {
            var page = await archive.ListAsync(query, before, default);
            Assert.True(page.Jobs.Count <= query.Limit);
            Assert.True(page.Next < before);
            seen.AddRange(Ordinals(page));
            before = page.Next;
        }

        return seen;
    }
}
