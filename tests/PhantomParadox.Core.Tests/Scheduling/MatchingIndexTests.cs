using Xunit;

namespace PhantomParadox.Scheduling;

public sealed class MatchingIndexTests
{
    private readonly MatchingIndex _index = new(bucketWidth: 5);

    [Fact]
    public void WithinABucket_TheLongestWaitingIsFirst()
    {
        int set = _index.AcquireSet([1, 2]);
        int other = _index.AcquireSet([1, 3]);
        int @class = _index.AcquireClass([1], 0, 0);
        for (int i = 0; i < 1_000; i++)
            _index.AddAgent(i, i % 3 == 0 ? set : other, 50 + i % 5, 50 + i % 5, i % 7, 0, order: 5_000 + (ulong)i * 3);

        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal(i, _index.FindAgent(@class, -1, 0));
            _index.RemoveAgent(i);
        }

        Assert.Equal(-1, _index.FindAgent(@class, -1, 0));
    }

    [Fact]
    public void AHigherBucket_ComesBeforeALongerWait()
    {
        int set = _index.AcquireSet([1]);
        _index.AddAgent(0, set, 54, 54, -1, 0, order: 1);
        _index.AddAgent(1, set, 55, 55, -1, 0, order: 2);

        Assert.Equal(1, _index.FindAgent(_index.AcquireClass([1], 0, 0), -1, 0));
    }

    [Fact]
    public void AJobNobodyCanTake_BlocksNobody()
    {
        int set = _index.AcquireSet([1]);
        int impossible = _index.AcquireClass([1], 0, 1_000_000);
        int other = _index.AcquireClass([1, 9], 0, 0);
        int proud = _index.AcquireClass([1], 100, 0);
        for (int i = 0; i < 300; i++)
            _index.AddJob(i, i % 3 == 0 ? impossible : i % 3 == 1 ? other : proud, (ulong)i + 1, -1, 0);
        _index.AddJob(300, _index.AcquireClass([1], 99, 1_000), 400, -1, 0);

        Assert.Equal(300, _index.FindJob(set, 99, 1_000, 7, 0));
    }

    [Fact]
    public void AJobThatComesBack_StandsAtItsOldPlace()
    {
        int set = _index.AcquireSet([1]);
        int @class = _index.AcquireClass([1], 0, 0);
        for (int i = 0; i < 10; i++)
            _index.AddJob(i, @class, (ulong)i + 1, -1, 0);
        _index.RemoveJob(4);
        _index.RemoveJob(0);
        _index.AddJob(4, @class, 5, 6, 0);
        for (int i = 1; i < 4; i++)
            _index.RemoveJob(i);

        Assert.Equal(4, _index.FindJob(set, 0, 0, 5, 0));
        Assert.Equal(5, _index.FindJob(set, 0, 0, 6, 0));
    }

    [Fact]
    public void NoOperator_EqualsNobody()
    {
        int set = _index.AcquireSet([1]);
        int @class = _index.AcquireClass([1], 0, 0);
        _index.AddAgent(0, set, 50, 50, -1, 0, order: 1);
        _index.AddJob(0, @class, 1, -1, 0);

        Assert.Equal(0, _index.FindAgent(@class, -1, 0));
        Assert.Equal(0, _index.FindJob(set, 50, -1, 0, 0));
    }

    [Fact]
    public void SetsWithoutReferences_AreKeptUpToALimit_AndTheOldestGoFirst()
    {
        int kept = _index.AcquireSet([7]);
        _index.ReleaseSet(kept);
        for (int i = 0; i < 1_023; i++)
            _index.ReleaseSet(_index.AcquireSet([100, 200 + i]));
        Assert.Equal(kept, _index.AcquireSet([7]));
        _index.ReleaseSet(kept);
        for (int i = 0; i < 1_024; i++)
            _index.ReleaseSet(_index.AcquireSet([100, 200 + i]));

        int @class = _index.AcquireClass([7], 0, 0);
        int fresh = _index.AcquireSet([7, 8]);
        _index.AddAgent(3, fresh, 50, 50, -1, 0, order: 1);

        Assert.Equal(3, _index.FindAgent(@class, -1, 0));
        Assert.Equal([7, 8], _index.CapabilitiesOf(fresh).ToArray());
    }

    [Fact]
    public void Refuses_ToReleaseMoreOftenThanAcquired()
    {
        int set = _index.AcquireSet([1]);
        _index.ReleaseSet(set);

        Assert.Throws<InvalidOperationException>(() => _index.ReleaseSet(set));
    }

    [Fact]
    public void Refuses_CapabilitiesThatAreNotSortedAndDistinct()
    {
        Assert.Throws<ArgumentException>(() => _index.AcquireSet([2, 1]));
        Assert.Throws<ArgumentException>(() => _index.AcquireClass([1, 1], 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _index.AcquireSet([.. Enumerable.Range(0, 65)]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void InSteadyState_NothingIsAllocated(bool adversarial)
    {
        Traffic traffic = new(agents: 5_000, adversarial);
        traffic.Run(50_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        traffic.Run(10_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
