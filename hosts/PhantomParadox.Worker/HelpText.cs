namespace PhantomParadox.Worker;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public const string Value = """
        PhantomParadox worker: a market as a service, without HTTP but for health.

        Usage: PhantomParadox.Worker [--setting value]...

        Settings, from the command line, the environment (':' as '__'), or appsettings.json beside the binaries, in this order:

          Storage:Mode               Sqlite (the default), Redis or Memory.
          Storage:Path               The journal's file. Default data/market.db, from where the worker is started.
          Storage:Redis              The connection string, for Storage:Mode Redis.
          Payments:Settlement        Ledger (the default) or Solana: deposits and payouts on the chain.
          Solana:RpcUrl              Node or nodes, with commas between; or SOLANA_RPC_URL. Setting it alone changes nothing.
          Solana:Network             devnet (the default), testnet, mainnet or a genesis hash; mainnet needs Solana:AllowMainnet=true.
          Solana:Keypair             Where the market's key is: file:PATH, env:VARIABLE or config:KEY.
          Solana:*                   UsdcMint, PriorityFee, PriorityFeeLimit, ExpiryMargin, BeaconMargin, RequestsPerSecond, RequestTimeout.
          Jury:Beacon                Chain (the default) or Solana: block hashes seed jury draws.
          Health:Port                Where /health, /health/live and /health/ready answer, on loopback. Default 3001; off for nowhere.
          LOG_LEVEL                  error, warn, info or debug. Default info.
          Jobs:* Agents:* Scheduling:* Payments:* Reputation:* Jury:* Limits:* Snapshots:*
                                     The market's numbers: Jobs:ApprovalWindow 24:00:00, Limits:PendingCommands 16384, and so on.
        """;
}
