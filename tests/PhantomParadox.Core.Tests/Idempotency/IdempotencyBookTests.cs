using FsCheck.Xunit;
using PhantomParadox.Idempotency;
using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Idempotency;

public sealed class IdempotencyBookTests
{
    [Property(MaxTest = 200)]
    public void ABook_RemembersAndForgets_AsAPlainListDoes(int[] steps)
    {
        var book = Make();
        List<KeyRemembered> plain = [];
        var next = 0;
        // Long enough for several blocks of rows to fill and to be given back.
        foreach (var step in steps.SelectMany(step => Enumerable.Range(0, 8).Select(again => step + again)))
        {
            if (step % 3 == 0 && plain.Count > 0)
            {
                var count = 1 + (Math.Abs(step) % plain.Count);
                book.Forget(count);
                plain.RemoveRange(0, count);
            }
            for (var added = Math.Abs(step % 300); added > 0; added--)
                Remember(book, plain, ++next);
        }

        Assert.Equal(plain.Count, book.Count);
        foreach (var kept in plain)
        {
            Assert.True(book.TryFind(kept.Key, out var request, out var answer));
            Assert.Equal((kept.Request, kept.Answer), (request, answer));
        }
        for (ulong caller = 0; caller < 5; caller++)
            Assert.Equal(plain.Count(kept => kept.Caller == caller), book.CountOf(caller));
        for (var gone = 1; gone <= next - plain.Count; gone++)
            Assert.False(book.TryFind(Sample(gone).Key, out _, out _));
    }

    [Fact]
    public void Forgets_ByAgeOnly_TheOldestFirst()
    {
        var book = Make();
        for (var number = 1; number <= 5; number++)
            book.Remember(Sample(number), number * 1_000);

        Assert.Equal(1, book.OldestSecond);
        Assert.Equal((0, 3, 2), (book.CountUntil(0, 9), book.CountUntil(3, 9), book.CountUntil(3, 2)));
        book.Forget(3);
        Assert.Equal(4, book.OldestSecond);
        book.Forget(2);
        Assert.Null(book.OldestSecond);
    }

    [Fact]
    public void Rejects_AnEventThatCannotFollow()
    {
        var book = Make();
        book.Remember(Sample(1), 0);
        Assert.Throws<JournalCorruptException>(() => book.Remember(Sample(1), 0));
        Assert.Throws<JournalCorruptException>(() => book.Forget(2));
    }

    [Fact]
    public void AnEmptiedBook_GoesOnInTheSameRoom()
    {
        var book = Make();
        List<KeyRemembered> plain = [];
        for (var number = 1; number <= 5_000; number++)
        {
            Remember(book, plain, number);
            if (number > 100)
                book.Forget(1);
        }

        Assert.Equal(100, book.Count);
        Assert.True(book.TryFind(Sample(4_901).Key, out _, out _));
        Assert.False(book.TryFind(Sample(4_900).Key, out _, out _));
    }

    [Fact]
    public void WhatWasSaved_IsReadAgain_AndGoesOn()
    {
        var book = Make();
        List<KeyRemembered> plain = [];
        for (var number = 1; number <= 3_000; number++)
            Remember(book, plain, number);
        book.Forget(1_500);
        var saved = new StateBuffer();
        book.Save(saved);

        var read = new IdempotencyBook();
        read.Load(saved.Read());

        Assert.Equal(1_500, read.Count);
        Assert.True(read.TryFind(Sample(1_501).Key, out _, out _));
        Assert.False(read.TryFind(Sample(1_500).Key, out _, out _));
        Remember(read, plain, 3_001);
        read.Forget(1_501);
        Assert.Equal(0, read.Count);
    }

    private static IdempotencyBook Make()
    {
        var book = new IdempotencyBook();
        book.SetKey(42);
        return book;
    }

    private static void Remember(IdempotencyBook book, List<KeyRemembered> plain, int number)
    {
        plain.Add(Sample(number));
        book.Remember(plain[^1], number);
    }

    private static KeyRemembered Sample(int number) => new(
        (UInt128)number << 3, (ulong)number % 5, (ulong)number * 7, new KeptAnswer(number % 2 == 0 ? 0 : (UInt128)number << 80, (byte)(number % 8)));
}
