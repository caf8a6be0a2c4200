using PhantomParadox.Identity;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>The double-entry ledger: wallets' accounts, and the market's own. What jobs hold in escrow stands in their rows.</summary>
internal sealed class Ledger(Wallets wallets)
{
    private readonly Table<AccountRow> _accounts = new();
    private readonly Int128[] _protocol = new Int128[3];
    private readonly Int128[] _escrow = new Int128[3];

    /// <summary>Adds to, or takes from, an account of a wallet. The journal's transfers have two ends, so that nothing is made or lost.</summary>
    public void Change(Handle wallet, AccountKind kind, Currency currency, Int128 amount)
    {
        ref var account = ref Open(wallet, kind, currency);
        account.Balance = checked(account.Balance + amount);
        if (account.Balance < 0 && kind != AccountKind.External)
            throw new JournalCorruptException($"An account of kind {kind} would fall below zero.");
    }

    /// <summary>The balance of an account of a wallet; 0 where it was never opened.</summary>
    public Int128 BalanceOf(Handle wallet, AccountKind kind, Currency currency)
    {
        for (var link = wallets[wallet].Account; link != 0; link = _accounts[link - 1].Next)
        {
            ref var account = ref _accounts[link - 1];
            if (account.Kind == kind && account.Currency == currency)
                return account.Balance;
        }
        return 0;
    }

    /// <summary>Adds to, or takes from, what the market keeps.</summary>
    public void ChangeProtocol(Currency currency, Int128 amount) =>
        _protocol[(int)currency] = checked(_protocol[(int)currency] + amount);

    /// <summary>Keeps the sum over all jobs' escrow accounts, the counterpart of the wallets'.</summary>
    public void ChangeEscrow(Currency currency, Int128 amount) =>
        _escrow[(int)currency] = checked(_escrow[(int)currency] + amount);

    /// <summary>What all jobs hold in escrow.</summary>
    public Int128 Escrow(Currency currency) => _escrow[(int)currency];

    /// <summary>The sum of all accounts of a currency: zero, always.</summary>
    public Int128 Sum(Currency currency)
    {
        var sum = checked(_protocol[(int)currency] + _escrow[(int)currency]);
        for (var slot = 0; slot < _accounts.Slots; slot++)
        {
            if (_accounts.IsLive(slot) && _accounts[slot].Currency == currency)
                sum = checked(sum + _accounts[slot].Balance);
        }
        return sum;
    }

    /// <summary>The accounts of a wallet.</summary>
    public IReadOnlyList<Balance> BalancesOf(int wallet)
    {
        List<Balance> balances = [];
        for (var link = wallets[wallet].Account; link != 0; link = _accounts[link - 1].Next)
        {
            ref var account = ref _accounts[link - 1];
            balances.Add(new Balance(account.Kind, account.Currency, account.Balance));
        }
        return balances;
    }

    public void Save(StateWriter writer)
    {
        writer.Section("ledger", 1);
        _accounts.Save(writer);
        writer.Write<Int128>(_protocol);
        writer.Write<Int128>(_escrow);
    }

    public void Load(StateReader reader)
    {
        reader.Section("ledger", 1);
        _accounts.Load(reader);
        reader.Read<Int128>(_protocol);
        reader.Read<Int128>(_escrow);
    }

    private ref AccountRow Open(Handle wallet, AccountKind kind, Currency currency)
    {
        ref var owner = ref wallets[wallet];
        for (var link = owner.Account; link != 0; link = _accounts[link - 1].Next)
        {
            ref var account = ref _accounts[link - 1];
            if (account.Kind == kind && account.Currency == currency)
                return ref account;
        }
        var handle = _accounts.Next;
        ref var opened = ref _accounts.Allocate(handle);
        opened.Kind = kind;
        opened.Currency = currency;
        opened.Next = owner.Account;
        owner.Account = handle.Slot + 1;
        return ref opened;
    }
}

/// <summary>One account of a wallet; a wallet's accounts are linked.</summary>
internal struct AccountRow
{
    public Int128 Balance;
    public int Next;
    public AccountKind Kind;
    public Currency Currency;
}
