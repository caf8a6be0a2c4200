using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PhantomParadox.Solana;

/// <summary>Holds every node against the configured network, and the token against what can be money, when the host starts; says where money moves.</summary>
/// <remarks>A wrong network or token stops the start. Nodes that can't be asked don't: the market runs, and money waits.</remarks>
internal sealed partial class SolanaStart(
    IRpcClient client, NetworkGuard guard, ITransactionSigner signer, SolanaOptions options, ILogger<SolanaStart> logger) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ILogger _logger = logger;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var network = guard.Network;
        LogMoney(network.Word, network.Genesis.ToString(), signer.PublicKey.ToString(), network.UsdcOf(options)?.ToString() ?? "none");
        if (network.IsMainnet)
            LogReal();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await guard.EnsureAsync(limit.Token).ConfigureAwait(false);
            if (network.UsdcOf(options) is { } mint)
                await TokenPlan.MintAsync(client, mint, limit.Token).ConfigureAwait(false);
        }
        catch (SettlementException error) when (!error.IsLasting)
        {
            LogUnreachable(error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnreachable(error);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "Money moves on Solana, {Network} ({Genesis}); the market's address is {Address}, USDC is {Usdc}.")]
    private partial void LogMoney(string network, string genesis, string address, string usdc);

    [LoggerMessage(2, LogLevel.Warning, "This is mainnet: the money is real.")]
    private partial void LogReal();

    [LoggerMessage(3, LogLevel.Warning, "Not every Solana node could be asked for its network, or for the token, yet; deposits and payouts wait until it has.")]
    private partial void LogUnreachable(Exception error);
}
