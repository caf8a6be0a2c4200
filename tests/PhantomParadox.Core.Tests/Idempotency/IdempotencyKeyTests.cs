namespace PhantomParadox.Core.Tests.Idempotency;

public sealed class IdempotencyKeyTests
{
    public static TheoryData<string?> BadKeys => [null, "", " ", "a b", "ä", "a\n", new string('k', 129)];

    [Theory]
    [MemberData(nameof(BadKeys))]
    public void Rejects_AKeyThatIsNot1To128VisibleAsciiCharacters(string? key)
    {
        Assert.False(IdempotencyKey.IsValid(key));
        Assert.Equal("key", Assert.Throws<ArgumentException>(() => new IdempotencyKey("wallet", key!)).ParamName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public void Rejects_ACallerThatIsNoWallet(string caller) =>
        Assert.Equal("caller", Assert.Throws<ArgumentException>(() => new IdempotencyKey(caller, "key")).ParamName);

    [Fact]
    public void Takes_TheLongestCallerAndKey() => Assert.NotEqual(
        new IdempotencyKey(new string('w', 64), new string('k', 128)).Hash, new IdempotencyKey(new string('w', 64), new string('k', 127)).Hash);

    [Fact]
    public void TheCallersEnd_IsPartOfTheName() =>
        Assert.NotEqual(new IdempotencyKey("ab", "c").Hash, new IdempotencyKey("a", "bc").Hash);

    [Fact]
    public void TheSameCallerKeyAndRequest_AreTheSameName()
    {
        var (one, other) = (new IdempotencyKey("a", "k", "body"u8), new IdempotencyKey("a", "k", "body"u8));
        Assert.Equal((one.Hash, one.Caller, one.Request), (other.Hash, other.Caller, other.Request));
        Assert.NotEqual(one.Request, new IdempotencyKey("a", "k", "other"u8).Request);
    }
}
