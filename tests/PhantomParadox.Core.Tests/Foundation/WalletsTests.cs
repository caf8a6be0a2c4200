using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Foundation;

public sealed class WalletsTests
{
    private readonly Wallets _wallets = new(new BlobHeap());

    // Goal: what was found lately never decides who is found. Method: few texts, of which many end alike, come and go at random; each is
    // looked for after every step, by its string, which may be guessed, and by its bytes, which never are.
    [Fact]
    public void AText_NamesTheSameWallet_AsItsBytes_WhoeverCameOrWent()
    {
        _wallets.SetKey(7);
        string[] texts =
        [
            "a", "ana", "anna", "banana", "cabana", "havana", "na na", "nä", "", "buyer000", "Buyer000", "xbuyer000", "000",
            new('a', WalletText.MaxLength), new('a', WalletText.MaxLength - 1), new('a', WalletText.MaxLength + 1),
        ];
        var draw = new Random(1);
        var found = 0;
        for (var step = 0; step < 5_000; step++)
        {
            var text = texts[draw.Next(texts.Length)];
            if (_wallets.TryFind(text, out var wallet))
                _wallets.ForgetIfUnused(wallet.Slot);
            else if (WalletText.IsValid(text))
                _wallets.Register(_wallets.Next, Encoding.ASCII.GetBytes(text));

            foreach (var sought in texts)
            {
                var isThere = _wallets.TryFind(Encoding.UTF8.GetBytes(sought), out var expected);
                Assert.Equal(isThere, _wallets.TryFind(sought, out var actual));
                Assert.Equal(expected, actual);
                found += isThere ? 1 : 0;
            }
        }
        Assert.True(found > 10_000);
    }
}
