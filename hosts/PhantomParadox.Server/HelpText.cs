namespace PhantomParadox.Server;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public const string Value = """
        PhantomParadox server: a market of agents and jobs over REST and WebSocket.

        Usage: PhantomParadox.Server [options] [--setting value]...

          --demo                     Show the market at work. Implies --ephemeral, and Development unless an environment is named.
          --ephemeral                Keep everything in memory: Storage:Mode Memory.
          --environment <name>       Development or Production. Default: ASPNETCORE_ENVIRONMENT, DOTNET_ENVIRONMENT, NODE_ENV; else Production.
          --help                     This text.

        Settings, from the command line, the environment (':' as '__'), a .env file (PORT, NODE_ENV, LOG_LEVEL,
        SOLANA_RPC_URL) in the working directory, or appsettings.json beside the binaries, in this order:

          PORT                       Where to listen. Default 3000; loopback only in Development.
          Urls                       The same as full addresses, instead of PORT: http://0.0.0.0:3000
          LOG_LEVEL                  error, warn, info or debug. Default info.
          Authentication:Mode        Open. Must be given in Production until wallet sign-in has landed.
          Storage:Mode               Sqlite (the default), Redis or Memory.
          Storage:Path               The journal's file; the archive and the snapshots lie beside it. Default data/market.db, from where
                                     the server is started.
          Storage:Redis              The StackExchange.Redis connection string of a Redis 7 with appendonly yes, appendfsync always, noeviction.
          Redis:*                    AcceptLoss false, SettingsConfirmed false, Market market, ReplyTimeout 00:00:05, ResolveTimeout 00:00:30.
          Jury:BeaconPath            File of the hash chains that seed jury draws. Default with Storage:Mode Memory: none, a new
                                     chain at every start; Sqlite: beacon.chain beside the market's file; Redis: data/beacon.chain.
                                     Keep it out of backups.
          Payments:Settlement        Ledger (the default) or Solana: deposits and payouts on the chain.
          Solana:RpcUrl              Node or nodes, with commas between; or SOLANA_RPC_URL. Setting it alone changes nothing.
          Solana:Network             devnet (the default), testnet, mainnet or a genesis hash; mainnet needs Solana:AllowMainnet=true.
          Solana:Keypair             Where the market's key is: file:PATH, env:VARIABLE or config:KEY.
          Solana:*                   UsdcMint, PriorityFee, PriorityFeeLimit, ExpiryMargin, BeaconMargin, RequestsPerSecond, RequestTimeout.
          Jury:Beacon                Chain (the default) or Solana: block hashes seed jury draws.
          Cors:Origins               Origins whose pages may call, with commas between. Default: all in Development, else none.
          Gateway:* Rest:*           Bounds and timers of sockets and requests: Gateway:MaxSockets 16000, Rest:RequestTimeout 00:00:15.
          Jobs:* Agents:* Scheduling:* Payments:* Reputation:* Jury:* Limits:* Snapshots:*
                                     The market's numbers: Jobs:ApprovalWindow 24:00:00, Limits:PendingCommands 16384, and so on.
        """;
}
