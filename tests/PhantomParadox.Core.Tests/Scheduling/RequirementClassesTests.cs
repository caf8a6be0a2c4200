using Xunit;

namespace PhantomParadox.Scheduling;

public sealed class RequirementClassesTests
{
    // Goal: a class is found by its content and never after it went, however it is looked for. Method: a few contents, more than stay idle,
    // acquired and released at random, beside a dictionary of the classes that are there.
    [Fact]
    public void AClass_IsFoundByItsContent_UntilItIsEvicted()
    {
        const int Needs = 3;
        const int Reputations = 4;
        const int Bandwidths = 5;
        RequirementClasses classes = new(idleCapacity: 8);
        Dictionary<(int Need, int Reputation, long Bandwidth), int> there = [];
        List<int> held = [];
        Random draw = new(1);
        int again = 0;
        int evictions = 0;
        for (int step = 0; step < 20_000; step++)
        {
            if (held.Count > 0 && draw.Next(2) == 0)
            {
                int at = draw.Next(held.Count);
                int need = classes.Release(held[at]);
                held.RemoveAt(at);
                if (need < 0)
                    continue;
                evictions++;
                var gone = there.Single(entry => !Holds(classes[entry.Value], entry.Key)).Key;
                Assert.Equal(need, gone.Need);
                there.Remove(gone);
                continue;
            }

            (int Need, int Reputation, long Bandwidth) asked = (1 + draw.Next(Needs), draw.Next(Reputations), draw.Next(Bandwidths));
            int found = classes.TryAcquire(asked.Need, asked.Reputation, asked.Bandwidth);
            if (there.TryGetValue(asked, out int expected))
            {
                Assert.Equal(expected, found);
                again++;
            }
            else
            {
                Assert.Equal(-1, found);
                there.Add(asked, found = classes.Add(asked.Need, asked.Reputation, asked.Bandwidth));
            }

            held.Add(found);
        }

        Assert.True(again > 1_000 && evictions > 100);
    }

    // Of what went only zeros are left, which are no content here: needs begin at 1.
    private static bool Holds(in RequirementClasses.Requirement row, (int Need, int Reputation, long Bandwidth) content) =>
        row.Is(content.Need, content.Reputation, content.Bandwidth);
}
