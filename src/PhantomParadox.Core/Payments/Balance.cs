namespace PhantomParadox;

/// <summary>One account of a wallet.</summary>
/// <param name="Kind">The kind of account.</param>
/// <param name="Currency">What it is counted in.</param>
/// <param name="Amount">The balance in the currency's smallest unit; only <see cref="AccountKind.External"/> goes below zero.</param>
public readonly record struct Balance(AccountKind Kind, Currency Currency, Int128 Amount);
