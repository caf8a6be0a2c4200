using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using PhantomParadox.Solana;

namespace PhantomParadox.Cli;

/// <summary>The command <c>reconcile</c>.</summary>
internal static class ReconcileCommand
{
    public static Command Command(TextWriter output, TextWriter error)
    {
        var (path, json, width) = (MarketWork.Path(), MarketWork.Json(), MarketWork.BucketWidth());
        var url = new Option<string>("--rpc-url") { Description = "A node that keeps the whole history of the address.", Required = true };
        var address = new Option<PublicKey>("--address")
        {
            Description = "The market's own address, as the host says at start.", Required = true, CustomParser = argument => Key(argument.Tokens[0].Value, argument.AddError),
        };
        var mint = new Option<PublicKey?>("--mint")
        {
            Description = "The token that counts as USDC. Default: that of the node's network, where one is known.",
            CustomParser = argument => Key(argument.Tokens[0].Value, argument.AddError),
        };
        var command = new Command("reconcile", "Holds the ledger of a market on SQLite against the Solana chain, to the lamport. Exits with 1 where they differ.")
        {
            path, url, address, mint, width, json,
        };
        command.SetAction((parsed, cancel) => MarketWork.RunAsync(error, cancel, async token =>
        {
            try
            {
                using var client = Connect(parsed.GetRequiredValue(url));
                var report = await RunAsync(
                    parsed.GetRequiredValue(path), parsed.GetRequiredValue(width), client, parsed.GetRequiredValue(address), parsed.GetValue(mint), error, token).ConfigureAwait(false);
                output.Write(parsed.GetValue(json) ? MarketJson.Of(report) : ReconcileText.Of(report));
                return report.IsEqual ? ExitCode.Valid : ExitCode.Invalid;
            }
            catch (Exception fault) when (fault is SettlementException or ArgumentException or RpcException)
            {
                error.WriteLine(fault.Message);
                return ExitCode.Unreadable;
            }
        }));
        return command;
    }

    internal static async Task<ReconcileReport> RunAsync(
        string path, int bucketWidth, IRpcClient client, PublicKey address, PublicKey? mint, TextWriter error, CancellationToken cancellationToken)
    {
        // The ledger first: what it doesn't have yet is an other on the chain, and not a difference.
        var ledger = await LedgerBook.ReadAsync(path, bucketWidth, new Progress("ledger", error), cancellationToken).ConfigureAwait(false);
        mint ??= SolanaNetwork.Find((await client.GetGenesisHashAsync(cancellationToken).ConfigureAwait(false)).ToString())?.Usdc;
        var progress = new Progress("chain", error);
        var chain = await ChainBookReader.ReadAsync(client, address, mint, progress.Report, cancellationToken).ConfigureAwait(false);
        return new Reconciliation(ledger, chain).Run(address.ToString());
    }

    private static RpcClient Connect(string url)
    {
        var options = new SolanaRpcOptions();
        options.Endpoints.Add(url);
        if (new SolanaRpcOptionsValidator().Validate(null, options) is { Failed: true } wrong)
            throw new ArgumentException(wrong.FailureMessage);
        return new RpcClient(options, RpcClient.NewHandler(), TimeProvider.System, Random.Shared.NextDouble, NullLogger<RpcClient>.Instance);
    }

    private static PublicKey Key(string text, Action<string> fail)
    {
        if (!PublicKey.TryParse(text, out var key))
            fail($"'{text}' is not a Solana address: 32 bytes in base58.");
        return key;
    }
}
