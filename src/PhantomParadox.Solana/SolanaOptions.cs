namespace PhantomParadox.Solana;

/// <summary>On which network a market's money moves, and from which address. Section <c>Solana</c>; read once, at start.</summary>
/// <remarks>
/// Money counts at the commitment <c>finalized</c> only; transactions are made with a block hash that is <c>confirmed</c>. Neither is a choice.
/// </remarks>
public sealed class SolanaOptions
{
    /// <summary>
    /// Addresses of nodes, the preferred first: <c>https://</c>, or <c>http://</c> on this machine. 1 to 16, all of one network. With two or more
    /// of different operators no single one can make the market pay twice by denying a transaction. They may hold keys, and are never logged.
    /// </summary>
    public IList<string> RpcUrls { get; } = [];

    /// <summary>Whether <c>http://</c> is allowed to other machines. Default false.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// The network: <c>devnet</c> (the default), <c>testnet</c>, <c>mainnet</c>, or the genesis hash of another one. Nothing is signed and no
    /// deposit counts unless every node's genesis hash is this network's.
    /// </summary>
    public string Network { get; set; } = "devnet";

    /// <summary>Whether the network may be mainnet, where money is real. Default false.</summary>
    public bool AllowMainnet { get; set; }

    /// <summary>
    /// Where the key of the market's own address is, never the key itself: <c>file:PATH</c>, <c>env:VARIABLE</c> or <c>config:KEY</c>. May be null
    /// where the host has an <see cref="ITransactionSigner"/> of its own.
    /// </summary>
    public string? Keypair { get; set; }

    /// <summary>
    /// The token that counts as USDC, of either token program. Default: Circle's on mainnet and devnet; elsewhere none, and USDC is held. One of
    /// Token-2022 may have metadata, groups, a close authority and a default state that isn't frozen; one with any other extension (a fee on
    /// transfers, a hook, confidential amounts, a permanent delegate and so on) stops the start, and is never paid or counted.
    /// </summary>
    public string? UsdcMint { get; set; }

    /// <summary>What a payout bids for its place, in millionths of a lamport for each compute unit. Default 0: the base fee alone.</summary>
    public ulong PriorityFee { get; set; }

    /// <summary>The most that bid may come to for one payout, in lamports; the bid is lowered to it. Default 100,000; at most 100,000,000.</summary>
    public ulong PriorityFeeLimit { get; set; } = 100_000;

    /// <summary>
    /// Blocks beyond a transaction's last that must be final before it counts as expired, and its wallets are paid anew. Default 150; 1 to 100,000.
    /// </summary>
    public int ExpiryMargin { get; set; } = 150;

    /// <summary>
    /// Slots between the present one and the one that a jury's draw is bound to, where block hashes seed them. Default 150, half a minute to one;
    /// 32 to 10,000.
    /// </summary>
    public int BeaconMargin { get; set; } = 150;

    /// <summary>Transactions of the market's own address that a look for memos goes back at most. Default 10,000; 1,000 to 1,000,000.</summary>
    public int MemoScanDepth { get; set; } = 10_000;

    /// <summary>Requests to one node in a second. Default 10, which public nodes allow; 1 to 10,000.</summary>
    public int RequestsPerSecond { get; set; } = 10;

    /// <summary>How long one answer of a node may take. Default 10 s; 100 ms to 2 min.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
