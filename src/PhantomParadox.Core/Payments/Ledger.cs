using System.Runtime.CompilerServices;
using PhantomParadox.Identity;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>The double-entry ledger: wallets' accounts, and the market's own. What jobs hold in escrow stands in their rows.</summary>
/// <param name="wallets">Whose the accounts are.</param>
/// <param name="time">The time of the event that is being applied.</param>
internal sealed class Ledger(Wallets wallets, Func<long> time)
{
    private const ushort Version = 3;

    private readonly Table<AccountRow> _accounts = new();
    private readonly Int128[] _protocol = new Int128[3];
    private readonly Int128[] _escrow = new Int128[3];
    private readonly Int128[] _payable = new Int128[3];
    private readonly Int128[] _underWay = new Int128[3];
    private readonly Int128[] _bonds = new Int128[3];

    /// <summary>Who is owed, and what payouts have set aside.</summary>
    public Claims Claims { get; } = new();

    /// <summary>Adds to, or takes from, an account of a wallet. The journal's transfers have two ends, so that nothing is made or lost.</summary>
    public void Change(Handle wallet, AccountKind kind, Currency currency, Int128 amount)
    {
        ref var account = ref Open(wallet, kind, currency);
        var before = account.Balance;
        var balance = checked(before + amount);
        account.Balance = balance;
        if (balance < 0 && kind != AccountKind.External)
            throw BelowZero(kind);
        if (kind == AccountKind.Bond)
            ChangeBonds(currency, amount);
        if (!IsPayable(kind))
            return;
        _payable[(int)currency] = checked(_payable[(int)currency] + amount);
        // Only then can it begin or cease to be owed anything.
        if (before == 0 != (balance == 0))
            Refresh(wallet, currency, time());
    }

    /// <summary>Has accounts ready that a wallet may be owed from, so that it isn't forgotten.</summary>
    public void Open(Handle wallet, Currency currency) => Open(wallet, AccountKind.Available, currency);

    /// <summary>What a wallet has that can be paid out: what it has earned, and what was returned to it.</summary>
    public Int128 PayableTo(Handle wallet, Currency currency)
    {
        Int128 sum = 0;
        for (var link = wallets[wallet].Account; link != 0; link = _accounts[link - 1].Next)
        {
            ref var account = ref _accounts[link - 1];
            if (account.Currency == currency && IsPayable(account.Kind))
                sum = checked(sum + account.Balance);
        }
        return sum;
    }

    /// <summary>What a wallet may still spend of an account: not what a payout has set aside of its money.</summary>
    public Int128 SpendableOf(Handle wallet, AccountKind kind, Currency currency)
    {
        var claim = ClaimOf(wallet, currency);
        var underWay = claim == 0 ? 0 : Claims[claim - 1].UnderWay;
        return Int128.Min(BalanceOf(wallet, kind, currency), PayableTo(wallet, currency) - underWay);
    }

    /// <summary>The claim of a wallet: slot plus one; 0 where it was never owed anything.</summary>
    public int ClaimOf(Handle wallet, Currency currency)
    {
        for (var link = wallets[wallet].Account; link != 0; link = _accounts[link - 1].Next)
        {
            ref var account = ref _accounts[link - 1];
            if (account.Currency == currency && account.Claim != 0)
                return account.Claim;
        }
        return 0;
    }

    /// <summary>Sets something of what a wallet is owed aside for a payout.</summary>
    /// <exception cref="JournalCorruptException">It isn't owed as much, or another payout is under way.</exception>
    public void SetAside(Handle wallet, Currency currency, ulong amount, int payout)
    {
        var claim = ClaimOf(wallet, currency);
        if (claim == 0 || Claims[claim - 1].Payout != 0 || PayableTo(wallet, currency) < amount)
            throw new JournalCorruptException("A payout was opened for what isn't owed.");
        Claims[claim - 1].Payout = payout + 1;
        Claims[claim - 1].UnderWay = amount;
        _underWay[(int)currency] = checked(_underWay[(int)currency] + amount);
        Claims.Unlist(claim - 1);
    }

    /// <summary>A payout has ended: what it set aside is a wallet's own again, owed for as long as before unless it was paid.</summary>
    public void Restore(Handle wallet, Currency currency, bool wasPaid)
    {
        ref var claim = ref Claims[ClaimOf(wallet, currency) - 1];
        _underWay[(int)currency] = checked(_underWay[(int)currency] - claim.UnderWay);
        (claim.Payout, claim.UnderWay) = (0, 0);
        Refresh(wallet, currency, wasPaid ? time() : claim.Since);
    }

    /// <summary>What all wallets are owed and no payout is under way for.</summary>
    public Int128 Owed(Currency currency) => _payable[(int)currency] - _underWay[(int)currency];

    /// <summary>What open payouts, and those in review, hold.</summary>
    public Int128 UnderWay(Currency currency) => _underWay[(int)currency];

    /// <summary>What is put up as bonds.</summary>
    public Int128 Bonds(Currency currency) => _bonds[(int)currency];

    /// <summary>What the market has kept.</summary>
    public Int128 Protocol(Currency currency) => _protocol[(int)currency];

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
        writer.Section("ledger", Version);
        _accounts.Save(writer);
        writer.Write<Int128>(_protocol);
        writer.Write<Int128>(_escrow);
        writer.Write<Int128>(_payable);
        writer.Write<Int128>(_underWay);
        writer.Write<Int128>(_bonds);
        Claims.Save(writer);
    }

    public void Load(StateReader reader)
    {
        reader.Section("ledger", Version, oldest: Version);
        _accounts.Load(reader);
        reader.Read<Int128>(_protocol);
        reader.Read<Int128>(_escrow);
        reader.Read<Int128>(_payable);
        reader.Read<Int128>(_underWay);
        reader.Read<Int128>(_bonds);
        Claims.Load(reader);
    }

    // Making a text takes room on the stack that a method clears each time it is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static JournalCorruptException BelowZero(AccountKind kind) => new($"An account of kind {kind} would fall below zero.");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ChangeBonds(Currency currency, Int128 amount) =>
        _bonds[(int)currency] = checked(_bonds[(int)currency] + amount);

    private static bool IsPayable(AccountKind kind) => kind is AccountKind.Earned or AccountKind.Available;

    private void Refresh(Handle wallet, Currency currency, long since)
    {
        var claim = ClaimOf(wallet, currency);
        if (claim == 0)
        {
            claim = Claims.Open(wallet.Slot, currency);
            for (var link = wallets[wallet].Account; link != 0; link = _accounts[link - 1].Next)
            {
                if (_accounts[link - 1].Currency == currency)
                    _accounts[link - 1].Claim = claim;
            }
        }
        if (Claims[claim - 1].Payout == 0 && PayableTo(wallet, currency) > 0)
            Claims.List(claim - 1, since);
        else
            Claims.Unlist(claim - 1);
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

    /// <summary>What its wallet is owed in this currency: slot plus one; 0 where it isn't known here.</summary>
    public int Claim;
    public AccountKind Kind;
    public Currency Currency;
}
