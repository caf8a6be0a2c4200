using System.Text;
using PhantomParadox.Identity;

namespace PhantomParadox.Core.Tests.Foundation;

public sealed class WalletTextTests
{
    [Fact]
    public void Writes_AddressesOfEachLength_AsTheirBytes()
    {
        for (var length = 1; length <= WalletText.MaxLength; length++)
        {
            var text = TextOf(length);
            var bytes = new byte[WalletText.MaxLength];

            Assert.True(WalletText.TryEncode(text, bytes, out var written));
            Assert.Equal(Encoding.ASCII.GetBytes(text), bytes[..written]);
        }
    }

    [Theory]
    [InlineData(' ')]
    [InlineData('\u007F')]
    [InlineData('\0')]
    [InlineData('é')]
    [InlineData('\u0141')]   // its lower half is an A
    [InlineData('\uFF21')]
    public void Refuses_AnotherCharacter_WhereverItStands(char other)
    {
        for (var length = 1; length <= WalletText.MaxLength; length++)
        {
            for (var at = 0; at < length; at++)
                Assert.False(WalletText.IsValid(With(TextOf(length), at, other)));
        }
    }

    [Fact]
    public void Refuses_ATextOfNoCharacters_OrOfTooMany()
    {
        Assert.False(WalletText.IsValid(""));
        Assert.False(WalletText.IsValid(null));
        Assert.True(WalletText.IsValid(TextOf(WalletText.MaxLength)));
        Assert.False(WalletText.IsValid(TextOf(WalletText.MaxLength + 1)));
    }

    [Fact]
    public void AnAddress_IsTheSame_AsItsOwnTextOnly()
    {
        for (var length = 1; length <= WalletText.MaxLength; length++)
        {
            var text = TextOf(length);
            var address = Encoding.ASCII.GetBytes(text);

            Assert.True(WalletText.AreSame(address, text));
            Assert.False(WalletText.AreSame(address, text + "x"));
            Assert.False(WalletText.AreSame(address, text[1..]));
            for (var at = 0; at < length; at++)
            {
                Assert.False(WalletText.AreSame(address, With(text, at, '~')));
                Assert.False(WalletText.AreSame(address, With(text, at, (char)(text[at] + 0x100))));
            }
        }
    }

    private static string TextOf(int length) =>
        string.Create(length, 0, (span, _) =>
        {
            for (var at = 0; at < span.Length; at++)
                span[at] = (char)('!' + (at * 7 % 90));
        });

    private static string With(string text, int at, char other) => text[..at] + other + text[(at + 1)..];
}
