using Xunit;

namespace PhantomParadox.Core.Tests.Engine;

public sealed class SparesTests
{
    [Fact]
    public void Gives_EachCommandOnce_ToWhicheverThreadAsks()
    {
        var given = Enumerable.Range(0, 5_000).Select(_ => new Spare()).ToArray();
        Run(() =>
        {
            foreach (var command in given)
                Spares<Spare>.Give(command);
        });

        var taken = new List<Command>();
        Run(() =>
        {
            while (Spares<Spare>.TryTake(out var command))
                taken.Add(command);
        });

        // What the thread had at hand went with it.
        Assert.InRange(taken.Count, given.Length - 256, given.Length);
        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.Subset(given.ToHashSet<Command>(), taken.ToHashSet());
    }

    [Fact]
    public void Keeps_SoManyAndNoMore()
    {
        Run(() =>
        {
            for (var i = 0; i < 40_000; i++)
                Spares<Many>.Give(new Many());
        });

        var count = 0;
        Run(() =>
        {
            while (Spares<Many>.TryTake(out _))
                count++;
        });
        Assert.Equal(16_384, count);
    }

    private static void Run(Action work)
    {
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception thrown)
            {
                fault = thrown;
            }
        });
        thread.Start();
        thread.Join();
        Assert.Null(fault);
    }

    private class Spare : Command
    {
        public override void Decide(Decision decision) => throw new NotSupportedException();

        public override void Release(long position) => throw new NotSupportedException();

        public override void Abandon(RefusalCode code, string detail, long position) => throw new NotSupportedException();
    }

    private sealed class Many : Spare;
}
