namespace PhantomParadox.Solana;

/// <summary>A network, by its first block.</summary>
/// <param name="Word">What operators call it.</param>
/// <param name="Genesis">The hash of its first block.</param>
/// <param name="Usdc">The token that counts as USDC there; null where none is known.</param>
/// <remarks>Source: <see href="https://solana.com/docs/references/clusters"/> and Circle's list of USDC addresses.</remarks>
internal sealed record SolanaNetwork(string Word, Hash Genesis, PublicKey? Usdc)
{
    public static SolanaNetwork Mainnet { get; } = new(
        "mainnet", Hash.Parse("5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d"), PublicKey.Parse("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"));

    public static SolanaNetwork Devnet { get; } = new(
        "devnet", Hash.Parse("EtWTRABZaYq6iMfeYKouRu166VU2xqa1wcaWoxPkrZBG"), PublicKey.Parse("4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU"));

    public static SolanaNetwork Testnet { get; } = new("testnet", Hash.Parse("4uhcVJyU9pJkvQyS88uRDiswHXSCkY3zQawwpjk2NsNY"), null);

    public bool IsMainnet => Genesis == Mainnet.Genesis;

    /// <summary>As the market keeps it with every payout.</summary>
    public string Name => $"solana:{Genesis}";

    /// <summary>The network that a setting names; null where it names none.</summary>
    public static SolanaNetwork? Find(string? setting)
    {
        foreach (var known in (ReadOnlySpan<SolanaNetwork>)[Mainnet, Devnet, Testnet])
        {
            if (string.Equals(setting, known.Word, StringComparison.OrdinalIgnoreCase) || setting == known.Genesis.ToString())
                return known;
        }

        return Hash.TryParse(setting, out var genesis) ? new SolanaNetwork("a network of its own", genesis, null) : null;
    }

    /// <summary>The token that counts as USDC; null for none.</summary>
    public PublicKey? UsdcOf(SolanaOptions options) => options.UsdcMint is { Length: > 0 } mint ? PublicKey.Parse(mint) : Usdc;
}
