using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Solana.Tests.Running;

namespace PhantomParadox.Solana.Tests.Deposits;

/// <summary>A market's address on a node that a test writes history to.</summary>
internal sealed class DepositWorld
{
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    private ulong _slot = 100;

    public DepositWorld() => Source = new SolanaDepositSource(
        Node, Escrow, new NetworkGuard(Node, SolanaNetwork.Find(Node.Genesis.ToString())!), new SolanaOptions(), Time);

    public FakeNode Node { get; } = new();

    public FakeTimeProvider Time { get; } = new(Now);

    public PublicKey Escrow { get; } = NewKey();

    public PublicKey Buyer { get; } = NewKey();

    public SolanaDepositSource Source { get; }

    public static PublicKey NewKey()
    {
        using var wallet = new KeypairSigner(RandomNumberGenerator.GetBytes(32));
        return wallet.PublicKey;
    }

    public async Task<IReadOnlyList<ArrivedDeposit>> FindAsync(PublicKey reference, Currency currency = Currency.Sol) =>
        await Source.FindAsync(DepositReference.Of(reference.ToArray()), currency, default);

    /// <summary>Puts a transaction of the buyer's on the chain, and into the history of each account that it names.</summary>
    public Signature Land(IReadOnlyList<TransactionInstruction> instructions, long lamports, Action<Landing>? change = null)
    {
        var landing = new Landing { FeePayer = Buyer };
        change?.Invoke(landing);
        var message = MessageCompiler.Compile(TransactionVersion.Legacy, landing.FeePayer, default, instructions);
        var signature = new Signature(RandomNumberGenerator.GetBytes(64));
        var at = message.AccountKeys.IndexOf(Escrow);
        var (pre, post) = (new ulong[message.AccountKeys.Length], new ulong[message.AccountKeys.Length]);
        Array.Fill(pre, 10_000_000_000ul);
        pre.CopyTo(post, 0);
        if (at >= 0)
            post[at] = (ulong)((long)pre[at] + lamports);
        _slot++;
        Node.Transactions[signature] = new TransactionMetaSlotInfo
        {
            Slot = _slot,
            BlockTime = landing.BlockTime,
            Transaction = new TransactionInfo
            {
                Signatures = [signature],
                Message = new TransactionContentInfo
                {
                    AccountKeys = [.. message.AccountKeys],
                    RecentBlockHash = default,
                    Instructions = [.. message.Instructions.Select(one => new InstructionInfo
                    {
                        ProgramIdIndex = one.ProgramIdIndex, Accounts = [.. one.Accounts.ToArray().Select(place => (int)place)], Data = one.Data,
                    })],
                },
            },
            Meta = landing.HasMeta ? new TransactionMeta { Error = landing.Error, Fee = 5_000, PreBalances = pre, PostBalances = post } : null,
        };
        var memo = string.Join("; ", instructions.Where(one => MemoProgram.Is(one.ProgramId)).Select(one => $"[{one.Data.Length}] {System.Text.Encoding.UTF8.GetString(one.Data.Span)}"));
        foreach (var key in message.AccountKeys)
        {
            if (!Node.Histories.TryGetValue(key, out var history))
                Node.Histories.Add(key, history = []);
            history.Insert(0, new SignatureInfo
            {
                Signature = signature, Slot = _slot, Error = landing.Error, Memo = memo.Length == 0 ? null : memo, BlockTime = landing.BlockTime,
            });
        }

        return signature;
    }

    /// <summary>What is otherwise about a transaction.</summary>
    internal sealed class Landing
    {
        public PublicKey FeePayer { get; set; }

        public TransactionError? Error { get; set; }

        public long? BlockTime { get; set; } = Now.ToUnixTimeSeconds();

        public bool HasMeta { get; set; } = true;
    }
}
