using System.Globalization;
using System.Text;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>What a transaction of the fake chain pays, as it stands in its bytes.</summary>
internal sealed record FakeTransaction(string Signature, string Payout, ulong LastValid, IReadOnlyList<PayoutLine> Lines)
{
    public byte[] Encode() => Encoding.UTF8.GetBytes(
        string.Join('|', [Signature, Payout, LastValid.ToString(CultureInfo.InvariantCulture), .. Lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Wallet}={line.Amount}"))]));

    public static FakeTransaction Decode(ReadOnlySpan<byte> bytes)
    {
        var parts = Encoding.UTF8.GetString(bytes).Split('|');
        return new(parts[0], parts[1], ulong.Parse(parts[2], CultureInfo.InvariantCulture), [.. parts[3..].Select(Line)]);

        static PayoutLine Line(string text) => new(text.Split('=')[0], ulong.Parse(text.Split('=')[1], CultureInfo.InvariantCulture));
    }
}

/// <summary>
/// A chain as far as payouts can tell: it takes a signature once, knows none after the last block in which it is valid, and what it took is
/// final only some blocks later. Before that a block may be rolled back.
/// </summary>
internal sealed class FakeChain
{
    public const ulong Lifetime = 20;
    public const ulong Lag = 6;

    private readonly Dictionary<string, (FakeTransaction Transaction, ulong Height, bool Failed)> _taken = new(StringComparer.Ordinal);
    private readonly List<(FakeTransaction Transaction, ulong Height, bool Fails)> _arriving = [];

    public ulong Height { get; private set; } = 1_000;

    public ulong Finalized => Height - Lag;

    /// <summary>Heights aren't slots: some slots have no block.</summary>
    public static ulong SlotOf(ulong height) => height + (height / 3);

    /// <summary>What a wallet has received, final or not.</summary>
    public ulong ReceivedBy(string wallet) => _taken.Values.Where(taken => !taken.Failed)
        .SelectMany(taken => taken.Transaction.Lines).Where(line => line.Wallet == wallet).Aggregate(0UL, (sum, line) => sum + line.Amount);

    /// <summary>The payouts that took effect, by their ids.</summary>
    public IReadOnlyList<string> PaidPayouts => [.. _taken.Values.Where(taken => !taken.Failed).Select(taken => taken.Transaction.Payout)];

    /// <summary>Puts a transaction on its way into the block of a height, or the next one if that is past.</summary>
    public void Deliver(FakeTransaction transaction, ulong height, bool fails = false) => _arriving.Add((transaction, Math.Max(height, Height + 1), fails));

    public (ulong Height, bool Failed)? Find(string signature, ulong upTo) =>
        _taken.TryGetValue(signature, out var taken) && taken.Height <= upTo ? (taken.Height, taken.Failed) : null;

    /// <summary>Makes blocks.</summary>
    public void Advance(int blocks)
    {
        for (; blocks > 0; blocks--)
        {
            Height++;
            foreach (var (transaction, height, fails) in _arriving.Where(one => one.Height == Height))
            {
                // The last block that may contain it is the one after the last valid height.
                if (Height <= transaction.LastValid + 1)
                    _taken.TryAdd(transaction.Signature, (transaction, Height, fails));
            }

            _arriving.RemoveAll(one => one.Height <= Height);
        }
    }

    /// <summary>Undoes what isn't final yet.</summary>
    public void RollBack()
    {
        foreach (var (signature, taken) in _taken)
        {
            if (taken.Height > Finalized)
                _taken.Remove(signature);
        }
    }
}
