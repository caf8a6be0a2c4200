using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>Money went from one account to another.</summary>
/// <param name="Job">The job that it moved for; the owner of an escrow account.</param>
/// <param name="From">The account that gave.</param>
/// <param name="FromWallet">Its owner, unless it is an escrow or protocol account.</param>
/// <param name="To">The account that got.</param>
/// <param name="ToWallet">Its owner, unless it is an escrow or protocol account.</param>
/// <param name="Currency">What it is counted in.</param>
/// <param name="Amount">How much, in the currency's smallest unit; more than 0.</param>
internal readonly record struct MoneyMoved(
    Handle Job, AccountKind From, Handle FromWallet, AccountKind To, Handle ToWallet, Currency Currency, ulong Amount) : IEvent<MoneyMoved>
{
    public static EventTag Tag => EventTag.MoneyMoved;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteUnsigned((ulong)From);
        writer.WriteHandle(FromWallet);
        writer.WriteUnsigned((ulong)To);
        writer.WriteHandle(ToWallet);
        writer.WriteUnsigned((ulong)Currency);
        writer.WriteUnsigned(Amount);
    }

    public static MoneyMoved Read(scoped ref EventReader reader) => new(
        reader.ReadHandle(), (AccountKind)reader.ReadUnsigned(), reader.ReadHandle(), (AccountKind)reader.ReadUnsigned(),
        reader.ReadHandle(), (Currency)reader.ReadUnsigned(), reader.ReadUnsigned());
}
