using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using PhantomParadox.Samples.Work;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

public sealed class FileWorkTests
{
    // FIPS 180-2, appendix B.1.
    private const string HashOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public async Task Hashes_InlineBytes()
    {
        var outcome = await RunAsync($$"""{"task":"hash","inline":"{{Base64("abc")}}"}""");
        Assert.Equal(new WorkOutcome(true, $$"""{"task":"hash","sha256":"{{HashOfAbc}}","bytes":3}""", HashOfAbc, 3), outcome);
    }

    [Theory]
    [InlineData(HashOfAbc, true)]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", true)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    public async Task Says_WhetherTheHashIsTheExpectedOne(string expect, bool matches)
    {
        var outcome = await RunAsync($$"""{"task":"hash","inline":"{{Base64("abc")}}","expect":"{{expect}}"}""");
        Assert.True(outcome.Success);
        Assert.Equal(matches, JsonDocument.Parse(outcome.Output).RootElement.GetProperty("matches").GetBoolean());
    }

    // The first words of seed 1234567, as the reference implementation in C (Vigna) gives them.
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(16)]
    public void TheBytesOfASeed_AreTheKnownOnes_HoweverTheyAreRead(int step)
    {
        using var stream = new SeededBytes(1_234_567, 20);
        var bytes = new List<byte>();
        var buffer = new byte[step];
        while (stream.Read(buffer) is var read and > 0)
            bytes.AddRange(buffer.AsSpan(0, read));
        Assert.Equal(20, bytes.Count);
        Assert.Equal(6_457_827_717_110_365_317UL, BitConverter.ToUInt64([.. bytes[..8]]));
        Assert.Equal(3_203_168_211_198_807_973UL, BitConverter.ToUInt64([.. bytes[8..16]]));
    }

    [Fact]
    public async Task Hashes_TheBytesOfASeed()
    {
        var content = new byte[100_000];
        using (var stream = new SeededBytes(7, content.Length))
            stream.ReadExactly(content);
        var outcome = await RunAsync("""{"task":"hash","seed":7,"bytes":100000}""");
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), outcome.ProofHash);
    }

    [Fact]
    public async Task Downloads_Hashes_AndTellsProgress()
    {
        var content = new byte[1_000_000];
        Random.Shared.NextBytes(content);
        var told = new List<int>();
        var outcome = await RunAsync("""{"task":"hash","url":"https://files.example/a"}""", Serves(content), progress: told);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), outcome.ProofHash);
        Assert.Equal(content.Length, outcome.BytesProcessed);
        Assert.NotEmpty(told);
        Assert.Equal(told.Order().Distinct(), told);
        Assert.All(told, percent => Assert.InRange(percent, 1, 99));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_MoreThanItsLimit_WhetherAnnouncedOrNot(bool announced)
    {
        var outcome = await RunAsync(
            """{"task":"hash","url":"https://files.example/a"}""", Serves(new byte[101], announced), new WorkLimits { MaxBytes = 100 });
        Assert.False(outcome.Success);
        Assert.Contains("100", outcome.Output, StringComparison.Ordinal);
        Assert.Null(outcome.ProofHash);
    }

    [Fact]
    public async Task Takes_ExactlyItsLimit() =>
        Assert.True((await RunAsync("""{"task":"hash","url":"https://files.example/a"}""", Serves(new byte[100]), new WorkLimits { MaxBytes = 100 })).Success);

    [Fact]
    public async Task GivesUp_AServerThatNeverAnswers()
    {
        var outcome = await RunAsync(
            """{"task":"hash","url":"https://files.example/a"}""",
            new Server(async (_, cancellationToken) =>
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return new HttpResponseMessage();
            }),
            new WorkLimits { Timeout = TimeSpan.FromMilliseconds(1) });
        Assert.False(outcome.Success);
        Assert.Contains("longer than", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_OnAStatusThatIsNoSuccess()
    {
        var outcome = await RunAsync(
            """{"task":"hash","url":"https://files.example/a"}""",
            new Server((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound))));
        Assert.Equal(new WorkOutcome(false, "The address answered with status 404."), outcome);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("169.254.169.254")]
    public async Task Refuses_AddressesOfThisMachineAndItsNetwork(string host)
    {
        using var work = new FileWork();
        var outcome = await work.RunAsync($$"""{"task":"hash","url":"http://{{host}}:9/"}""", progress: null, CancellationToken.None);
        Assert.Equal(new WorkOutcome(false, "The address is not a public one; this agent fetches no others."), outcome);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    public void Knows_PublicAddresses(string address, bool expected) => Assert.Equal(expected, PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("", "must be JSON")]
    [InlineData("make me rich", "must be JSON")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{}", "no \"task\"")]
    [InlineData("""{"task":"mine"}""", "task is unknown")]
    [InlineData("""{"task":5}""", "\"task\" must be a text")]
    [InlineData("""{"task":"\ud800"}""", "must be JSON")]
    [InlineData("""{"task":"hash"}""", "either \"url\" or \"inline\" or \"seed\"")]
    [InlineData("""{"task":"hash","url":"https://a.example","inline":""}""", "either \"url\" or \"inline\" or \"seed\"")]
    [InlineData("""{"task":"hash","url":"file:///etc/passwd"}""", "http or https")]
    [InlineData("""{"task":"hash","url":"/etc/passwd"}""", "http or https")]
    [InlineData("""{"task":"hash","seed":7}""", "\"bytes\" is missing")]
    [InlineData("""{"task":"hash","seed":7,"inline":""}""", "either \"url\" or \"inline\" or \"seed\"")]
    [InlineData("""{"task":"hash","seed":-1,"bytes":1}""", "\"seed\" must be a whole number")]
    [InlineData("""{"task":"hash","seed":0.5,"bytes":1}""", "\"seed\" must be a whole number")]
    [InlineData("""{"task":"hash","seed":"7","bytes":1}""", "\"seed\" must be a whole number")]
    [InlineData("""{"task":"hash","seed":7,"bytes":9007199254740991}""", "more than the 67108864")]
    [InlineData("""{"task":"hash","inline":"%%%"}""", "\"inline\" must be base64")]
    [InlineData("""{"task":"hash","inline":"","expect":"12"}""", "\"expect\" must hold a SHA-256")]
    [InlineData("""{"task":"merkle","path":[],"root":""}""", "\"leaf\" is missing")]
    [InlineData("""{"task":"merkle","leaf":"","path":[]}""", "\"root\" is missing")]
    [InlineData("""{"task":"merkle","leaf":"","root":"0000000000000000000000000000000000000000000000000000000000000000"}""", "\"path\" must be an array")]
    [InlineData("""{"task":"merkle","leaf":"","path":["up:00"],"root":"0000000000000000000000000000000000000000000000000000000000000000"}""", "Each step")]
    [InlineData("""{"task":"merkle","leaf":"","path":["left:00"],"root":"0000000000000000000000000000000000000000000000000000000000000000"}""", "\"path\" must hold")]
    [InlineData("""{"task":"merkle","leaf":"","path":[1],"root":"0000000000000000000000000000000000000000000000000000000000000000"}""", "Each step")]
    public async Task Fails_WhatItDoesNotKnow_AndSaysWhy(string description, string reason)
    {
        var outcome = await RunAsync(description);
        Assert.False(outcome.Success);
        Assert.Contains(reason, outcome.Output, StringComparison.Ordinal);
    }

    [Property(MaxTest = 500)]
    public void NoDescription_IsMoreThanAFailure(string? description) =>
        Assert.NotNull(RunAsync(description ?? "").GetAwaiter().GetResult().Output);

    [Fact]
    public async Task Cancelling_IsNoOutcome()
    {
        using var stop = new CancellationTokenSource();
        using var work = new FileWork(new WorkLimits(), new Server(async (_, cancellationToken) =>
        {
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return new HttpResponseMessage();
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => work.RunAsync("""{"task":"hash","url":"https://files.example/a"}""", progress: null, stop.Token));
    }

    // Goal: every leaf of every tree proves itself, and a changed leaf does not. Method: build trees of 1 to 20 leaves level by level.
    [Fact]
    public async Task AcceptsTheProofOfEveryLeaf_AndNoOther()
    {
        for (var count = 1; count <= 20; count++)
        {
            var leaves = Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes($"leaf {i}")).ToArray();
            for (var i = 0; i < count; i++)
            {
                var (path, root) = Prove(leaves, i);
                Assert.True(await ValidAsync(leaves[i], path, root));
                Assert.False(await ValidAsync([.. leaves[i], 0], path, root));
            }
        }
    }

    // RFC 9162: the hash of the one leaf of zero bytes, as the tests of Certificate Transparency give it.
    [Fact]
    public void TheRootOfOneEmptyLeaf_IsTheKnownOne() => Assert.Equal(
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        Convert.ToHexStringLower(new MerkleProof([], []).Root()));

    private static async Task<bool> ValidAsync(byte[] leaf, IEnumerable<string> path, byte[] root)
    {
        var description = JsonSerializer.Serialize(new
        {
            task = "merkle",
            leaf = Convert.ToBase64String(leaf),
            path,
            root = Convert.ToHexStringLower(root),
        });
        var outcome = await RunAsync(description);
        Assert.True(outcome.Success, outcome.Output);
        return JsonDocument.Parse(outcome.Output).RootElement.GetProperty("valid").GetBoolean();
    }

    private static (List<string> Path, byte[] Root) Prove(byte[][] leaves, int index)
    {
        var path = new List<string>();
        var level = leaves.Select(leaf => SHA256.HashData([0, .. leaf])).ToList();
        while (level.Count > 1)
        {
            if ((index ^ 1) < level.Count)
                path.Add($"{((index & 1) == 1 ? "left" : "right")}:{Convert.ToHexStringLower(level[index ^ 1])}");
            level = [.. level.Chunk(2).Select(pair => pair.Length == 2 ? SHA256.HashData([1, .. pair[0], .. pair[1]]) : pair[0])];
            index >>= 1;
        }

        return (path, level[0]);
    }

    private static async Task<WorkOutcome> RunAsync(string description, HttpMessageHandler? server = null, WorkLimits? limits = null, List<int>? progress = null)
    {
        using var work = new FileWork(limits ?? new WorkLimits(), server ?? new Server((_, _) => throw new HttpRequestException("There is no network here.")));
        return await work.RunAsync(
            description,
            percent =>
            {
                progress?.Add(percent);
                return ValueTask.CompletedTask;
            },
            CancellationToken.None);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static Server Serves(byte[] content, bool announced = true) => new((_, _) =>
    {
        var body = new StreamContent(new MemoryStream(content));
        if (!announced)
            body = new StreamContent(new Unsized(content));
        return Task.FromResult(new HttpResponseMessage { Content = body });
    });

    private sealed class Server(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(request, cancellationToken);
    }

    private sealed class Unsized(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
