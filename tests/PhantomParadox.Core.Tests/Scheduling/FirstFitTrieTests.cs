using FsCheck.Xunit;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Scheduling;

public sealed class FirstFitTrieTests
{
    [Property(MaxTest = 300, EndSize = 200)]
    public void Finds_TheSmallestNumberThatFits_AtAndAfterAnyPlace((ulong Number, byte Value)[] steps, ulong[] probes)
    {
        Column<Entry> entries = new();
        FirstFitTrie trie = new(entries);
        SortedDictionary<ulong, (int Entry, uint Value)> model = [];
        int root = 0;
        foreach ((ulong step, byte value) in steps)
        {
            ulong number = (step & 7) == 0 ? step << 40 | step : step;   // near and far
            if (model.Remove(number, out (int Entry, uint Value) gone))
            {
                trie.Remove(ref root, gone.Entry);
            }
            else
            {
                int entry = entries.Append();
                entries[entry] = new Entry { Number = number, Value = value % 9u + 1 };
                trie.Insert(ref root, entry);
                model.Add(number, (entry, value % 9u + 1));
            }

            Assert.Equal(model.Count == 0 ? 0 : model.Values.Max(v => v.Value), trie.Largest(root));
            uint asked = value / 9u % 9 + 1;
            if (trie.Largest(root) >= asked)
                Assert.Equal(model.First(m => m.Value.Value >= asked).Value.Entry, trie.First(root, asked, ulong.MaxValue));
            foreach (ulong after in probes.Append(number).Append(number - 1))
            {
                int expected = after == ulong.MaxValue
                    ? -1
                    : model.Where(m => m.Key > after && m.Value.Value >= asked).Select(m => m.Value.Entry).FirstOrDefault(-1);
                if (after != ulong.MaxValue && root != 0 && trie.Largest(root) >= asked)
                    Assert.Equal(expected, trie.Next(root, asked, after, ulong.MaxValue));
            }
        }

        foreach ((ulong _, (int entry, uint _)) in model)
            trie.Remove(ref root, entry);
        Assert.Equal(0, root);
    }
}
