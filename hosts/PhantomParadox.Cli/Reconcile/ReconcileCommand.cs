using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PhantomParadox.Redis;
using PhantomParadox.Solana;
using StackExchange.Redis;

namespace PhantomParadox.Cli;

/// <summary>The command <c>reconcile</c>.</summary>
internal static class ReconcileCommand
{
    public static Command Command(TextWriter output, TextWriter error)
    {
        var (path, json, width) = (MarketWork.Path(), MarketWork.Json(), MarketWork.BucketWidth());
        var redis = new Option<string?>("--redis")
        {
            Description = "Where the market is kept in Redis instead: a StackExchange.Redis connection string, or env:VARIABLE for one that stands there.",
        };
        var market = new Option<string?>("--market") { Description = "Name of the market in Redis. Default market." };
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
        var command = new Command("reconcile", "Holds the ledger of a market against the Solana chain, to the lamport. Exits with 1 where they differ.")
        {
            path, redis, market, url, address, mint, width, json,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(redis) is not null && parsed.GetResult(path) is { Implicit: false })
                parsed.AddError("--path and --redis are two markets; name one.");
            if (parsed.GetValue(redis) is null && parsed.GetValue(market) is not null)
                parsed.AddError("--market is the name of a market in Redis, and --redis is not given.");
        });
        command.SetAction((parsed, cancel) => MarketWork.RunAsync(error, cancel, async token =>
        {
            try
            {
                using var client = Connect(parsed.GetRequiredValue(url));
                StoredMarket storage = parsed.GetValue(redis) is { } connection
                    ? RedisMarket.At(connection, parsed.GetValue(market) ?? new RedisStorageOptions().Market)
                    : StoredMarket.OfFile(parsed.GetRequiredValue(path));
                await using var closing = storage.ConfigureAwait(false);
                var report = await RunAsync(
                    storage, parsed.GetRequiredValue(width), client, parsed.GetRequiredValue(address), parsed.GetValue(mint), error, token).ConfigureAwait(false);
                output.Write(parsed.GetValue(json) ? MarketJson.Of(report) : ReconcileText.Of(report));
                return report.IsEqual ? ExitCode.Valid : ExitCode.Invalid;
            }
            catch (Exception fault) when (fault is SettlementException or ArgumentException or RpcException or OptionsValidationException
                or RedisSettingsException or RedisException or TimeoutException)
            {
                error.WriteLine(fault.Message);
                return ExitCode.Unreadable;
            }
        }));
        return command;
    }

    internal static Task<ReconcileReport> RunAsync(
        string path, int bucketWidth, IRpcClient client, PublicKey address, PublicKey? mint, TextWriter error, CancellationToken cancellationToken) =>
        RunAsync(StoredMarket.OfFile(path), bucketWidth, client, address, mint, error, cancellationToken);

    internal static async Task<ReconcileReport> RunAsync(
        StoredMarket storage, int bucketWidth, IRpcClient client, PublicKey address, PublicKey? mint, TextWriter error, CancellationToken cancellationToken)
    {
        mint ??= SolanaNetwork.Find((await client.GetGenesisHashAsync(cancellationToken).ConfigureAwait(false)).ToString())?.Usdc;
        // The chain first: whatever the market signed until then is in its ledger afterwards.
        var chain = await ChainBookReader.ReadAsync(client, address, mint, new Progress("chain", error).Report, cancellationToken).ConfigureAwait(false);
        var ledger = await LedgerBook.ReadAsync(storage, bucketWidth, new Progress("ledger", error), cancellationToken).ConfigureAwait(false);
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
