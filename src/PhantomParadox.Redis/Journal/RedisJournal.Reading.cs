using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using StackExchange.Redis;

namespace PhantomParadox.Redis.Journal;

/// <content>Reading, a page of bounded bytes at a time; the chain is checked as it is read.</content>
internal sealed partial class RedisJournal
{
    // A page ends with the batch that fills it.
    private const int PageBytes = 4 << 20;

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        var database = await _link.GetAsync(cancellationToken).ConfigureAwait(false);
        var next = new EntryId(from, 0).ToString();
        ChainLink? before = null;
        while (true)
        {
            var page = (RedisResult[])(await AskAsync(database, JournalScripts.Page, [next, PageBytes]).ConfigureAwait(false))[1]!;
            foreach (var entry in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (link, batch) = Verify(entry, before, from);
                before = link;
                yield return batch;
            }

            if (page.Length == 0)
                yield break;
            next = $"({before!.Id}";
        }
    }

    private static (ChainLink Link, byte[] Batch) Verify(RedisResult entry, ChainLink? before, long from)
    {
        var id = EntryId.Parse((string)entry[0]!);
        var fields = entry[1];
        if (fields.Length != 6 || (string?)fields[0] != "h" || (string?)fields[2] != "p" || (string?)fields[4] != "b")
            throw new JournalCorruptException($"Position {id.First}: the stream's entry {id} is none that a journal writes.");

        var hash = (byte[])fields[1]!;
        var batch = (byte[])fields[5]!;
        if (!SHA256.HashData(batch).AsSpan().SequenceEqual(hash))
            throw new JournalCorruptException($"Position {id.First}: the batch is not the one that was written; its hash is another.");
        if (before is null && id.First > from)
            throw new JournalCorruptException($"Position {from}: it is not kept any more; the journal begins at {id.First}.");
        if (before is not null && id.First != before.Id.Last + 1)
            throw new JournalCorruptException($"Position {before.Id.Last + 1}: a batch that begins at {id.First} stands here.");
        if (before is not null && !before.Hash.AsSpan().SequenceEqual((byte[])fields[3]!))
            throw new JournalCorruptException($"Position {id.First}: the batch doesn't follow the one before; the chain is broken.");
        return (new ChainLink(id, hash), batch);
    }
}
