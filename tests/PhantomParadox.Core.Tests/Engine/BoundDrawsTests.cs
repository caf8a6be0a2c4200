using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Engine;

public sealed class BoundDrawsTests
{
    private static readonly DisputeId Dispute = new(new Guid(1, 2, 3, new byte[8]));

    private readonly BoundDraws _draws = new();
    private int _bound;

    [Fact]
    public async Task ADraw_IsBoundOnce_HoweverManyAskAtOnce()
    {
        var started = new TaskCompletionSource();
        var first = AskAsync(0, started.Task);
        var others = Enumerable.Range(0, 8).Select(_ => AskAsync(0)).ToArray();
        started.SetResult();

        var draw = await first;
        Assert.All(await Task.WhenAll(others), other => Assert.Same(draw, other));
        Assert.Equal(1, _bound);
    }

    [Fact]
    public async Task APoolThatIsGone_IsAskedForAgain()
    {
        Assert.Null(await _draws.GetAsync(Dispute, 0, () => new((BoundDraw?)null), default));
        Assert.NotNull(await AskAsync(0));
    }

    [Fact]
    public async Task AfterAFault_TheNextBinds()
    {
        await Assert.ThrowsAsync<IOException>(() => _draws.GetAsync(Dispute, 0, () => throw new IOException("gone"), default).AsTask());
        Assert.NotNull(await AskAsync(0));
    }

    [Fact]
    public async Task Only64_AreKept()
    {
        for (var round = 0; round < 65; round++)
            await AskAsync(round);
        await AskAsync(64);
        Assert.Equal(65, _bound);
        await AskAsync(0);
        Assert.Equal(66, _bound);
    }

    private async Task<BoundDraw?> AskAsync(int round, Task? after = null) => await _draws.GetAsync(
        Dispute,
        round,
        async () =>
        {
            await (after ?? Task.CompletedTask);
            _bound++;
            return new BoundDraw([], []);
        },
        default);
}
