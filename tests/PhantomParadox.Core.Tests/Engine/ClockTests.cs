using FsCheck.Xunit;
using PhantomParadox.Engine;
using Xunit;

namespace PhantomParadox.Core.Tests.Engine;

public class ClockTests
{
    private readonly BrokenTime _time = new() { Wall = 1_000_000 };

    [Fact]
    public void Follows_TheWall()
    {
        var clock = new MarketClock(_time, 0);
        Assert.Equal(1_000_000, clock.Read());
        _time.Pass(1_000, 1_000);
        Assert.Equal(1_001_000, clock.Read());
    }

    [Fact]
    public void Starts_NoEarlierThanTheLastEvent() => Assert.Equal(5_000_000, new MarketClock(_time, 5_000_000).Read());

    [Fact]
    public void AJumpForward_IsSlewed_AtElevenTenths()
    {
        var clock = new MarketClock(_time, 0);
        _time.Pass(86_400_000, 1_000);
        Assert.Equal(1_001_100, clock.Read());
        _time.Pass(1_000, 1_000);
        Assert.Equal(1_002_200, clock.Read());
    }

    [Fact]
    public void AJumpBack_IsSlewed_AtNineTenths_UntilTheyAgree()
    {
        var clock = new MarketClock(_time, 0);
        _time.Pass(-100, 1_000);
        Assert.Equal(1_000_900, clock.Read());
        for (var i = 0; i < 20; i++)
        {
            _time.Pass(1_000, 1_000);
            clock.Read();
        }

        Assert.Equal(_time.Wall, clock.Read());
    }

    // Goal: no deadline falls due early, and time never goes back. Method: any steps of the wall beside any real time.
    [Property(MaxTest = 500)]
    public void AnyWall_NeverMovesTimeBack_NorFasterThanElevenTenths((int Wall, ushort Real)[] steps)
    {
        var clock = new MarketClock(_time, 0);
        var before = clock.Read();
        var start = before;
        long real = 0;
        foreach (var (wall, passed) in steps)
        {
            _time.Pass(wall, passed);
            real += passed;
            var now = clock.Read();
            Assert.True(now >= before);
            Assert.InRange(now - start, (real * 9 / 10) - 1, (real * 11 / 10) + 1);
            before = now;
        }
    }

    [Fact]
    public void Entropy_IsAskedOnceForABlock_AndNoPieceIsGivenTwice()
    {
        var source = new CountingEntropy();
        var blocks = new EntropyBlocks(source);
        var pieces = 16 * 1024 / EntropyBlocks.PieceSize;
        var expected = (byte)0;
        for (var i = 0; i < pieces; i++)
        {
            blocks.MoveNext();
            foreach (var value in blocks.Current)
                Assert.Equal(expected++, value);
        }

        Assert.Equal(1, source.Calls);
        blocks.MoveNext();
        Assert.Equal(2, source.Calls);
    }

    [Fact]
    public void Entropy_ThatIsAskedAhead_IsTheSame_HoweverFarTheThreadPoolComes()
    {
        var blocks = new EntropyBlocks(new CountingEntropy(), ahead: true);
        var expected = (byte)0;
        for (var piece = 0; piece < 16 * 1024; piece++)
        {
            blocks.MoveNext();
            foreach (var value in blocks.Current)
                Assert.Equal(expected++, value);
            if (piece % 700 == 0)
                blocks.Execute();
        }
    }

    [Fact]
    public void Entropy_ThatFailsAhead_FailsWhoeverNeedsIt()
    {
        var source = new FailingEntropy();
        var blocks = new EntropyBlocks(source, ahead: true);
        source.Fails = true;
        blocks.Execute();
        Assert.Throws<FormatException>(blocks.MoveNext);

        source.Fails = false;
        blocks.MoveNext();
        Assert.Equal(-1, blocks.Current.IndexOfAnyExcept((byte)7));
    }

    private sealed class FailingEntropy : IEntropy
    {
        private volatile bool _fails;

        public bool Fails
        {
            set => _fails = value;
        }

        public void Fill(Span<byte> destination)
        {
            if (_fails)
                throw new FormatException();
            destination.Fill(7);
        }
    }

    /// <summary>A wall clock that goes its own way, in milliseconds.</summary>
    private sealed class BrokenTime : TimeProvider
    {
        private long _stamp;

        public long Wall { get; set; }

        public override long TimestampFrequency => 1_000;

        public void Pass(long wall, long real)
        {
            Wall += wall;
            _stamp += real;
        }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(0, Wall));

        public override long GetTimestamp() => _stamp;
    }
}
