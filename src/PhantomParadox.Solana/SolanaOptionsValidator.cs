using System.Globalization;
using Microsoft.Extensions.Options;

namespace PhantomParadox.Solana;

/// <summary>Holds <see cref="SolanaOptions"/> against their ranges, and names each bad one by its configuration key. Addresses of nodes are not shown.</summary>
internal sealed class SolanaOptionsValidator : IValidateOptions<SolanaOptions>
{
    public ValidateOptionsResult Validate(string? name, SolanaOptions options)
    {
        List<string> failures = [];
        if (options.RpcUrls.Count == 0)
            failures.Add("Solana:RpcUrl is not set; it must be the address of a node.");
        if (SolanaNetwork.Find(options.Network) is not { } network)
            failures.Add($"Solana:Network is '{options.Network}'; it must be devnet, testnet, mainnet or a genesis hash.");
        else if (network.IsMainnet && !options.AllowMainnet)
            failures.Add("Solana:Network is mainnet, where money is real; set Solana:AllowMainnet=true to say that it is meant.");
        if (options.UsdcMint is { Length: > 0 } mint && !PublicKey.TryParse(mint, out _))
            failures.Add($"Solana:UsdcMint is '{mint}'; it must be an address: 32 bytes in base58.");
        Within(nameof(options.PriorityFeeLimit), options.PriorityFeeLimit, 0UL, 100_000_000UL);
        Within(nameof(options.ExpiryMargin), options.ExpiryMargin, 1, 100_000);
        Within(nameof(options.BeaconMargin), options.BeaconMargin, 32, 10_000);
        Within(nameof(options.MemoScanDepth), options.MemoScanDepth, 1_000, 1_000_000);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Within<T>(string key, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"Solana:{key} is {value}; it must be {least} to {most}."));
        }
    }
}
