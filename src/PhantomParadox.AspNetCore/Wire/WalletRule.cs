using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PhantomParadox.AspNetCore;

/// <summary>What a wallet must look like: where payouts go out, an address that they can go to.</summary>
internal sealed class WalletRule(bool isBase58)
{
    public static readonly WalletRule Any = new(false);

    private const string Base58Message = "must be a Solana address: 32 bytes in base58";
    private static readonly string AnyMessage = $"must be 1 to {Limits.WalletCharacters} visible ASCII characters";

    /// <summary>The rule of a host: as its options say, else whether it has a settlement.</summary>
    public static WalletRule Of(IServiceProvider services) => new(
        services.GetService<IOptions<PhantomParadoxRestOptions>>()?.Value.Base58Wallets
        ?? services.GetService<IServiceProviderIsService>()?.IsService(typeof(ISettlement)) == true);

    /// <summary>What is wrong with a wallet; null where nothing is.</summary>
    public string? Check(string wallet)
    {
        if (!isBase58)
            return Limits.IsVisible(wallet, Limits.WalletCharacters) ? null : AnyMessage;
        Span<byte> bytes = stackalloc byte[Base58Bytes.Length];
        return Base58Bytes.TryDecode(wallet, bytes) ? null : Base58Message;
    }
}
