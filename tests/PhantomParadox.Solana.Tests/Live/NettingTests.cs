using System.Security.Cryptography;
using PhantomParadox.Solana.Tests.Running;
using Xunit;
using Xunit.Abstractions;
using static PhantomParadox.Solana.Tests.Live.Payments;

namespace PhantomParadox.Solana.Tests.Live;

/// <summary>What netting saves: a thousand jobs, paid wallet by wallet in as few transactions as they fit into. Prints its figures.</summary>
[Collection(LocalRpcCollection.Name)]
public sealed class NettingTests(LocalRpcServer server, ITestOutputHelper output)
{
    private const int Jobs = 1_000;
    private const ulong Price = 2_000_000;

    [NeedsLocalRpcFact]
    public async Task AThousandJobs_ArePaidInFewTransactions()
    {
        foreach (var agents in (int[])[20, 100, 200, 1_000])
        {
            var (transactions, fees, _) = await PayAsync(Currency.Sol, agents, null, hasAccounts: true);
            Assert.Equal((agents + 18) / 19, transactions);
            Print("SOL", agents, transactions, fees, 0);
        }
    }

    [NeedsLocalRpcFact]
    public async Task AThousandJobs_ArePaidInTokens_WithAndWithoutAccounts()
    {
        var mint = PublicKey.Parse((await server.ControlAsync("createMint", new { decimals = 6 })).GetProperty("mint").GetString()!);
        foreach (var hasAccounts in (bool[])[true, false])
        {
            var (transactions, fees, rent) = await PayAsync(Currency.Usdc, 100, mint, hasAccounts);
            Assert.InRange(transactions, hasAccounts ? 5 : 11, hasAccounts ? 6 : 13);
            Print(hasAccounts ? "USDC" : "USDC, accounts made", 100, transactions, fees, rent);
        }
    }

    private async Task<(int Transactions, ulong Fees, ulong Rent)> PayAsync(Currency currency, int agents, PublicKey? mint, bool hasAccounts)
    {
        using var client = server.Connect();
        using var payer = await server.WalletAsync(100 * Sol);
        if (mint is not null)
            await MintAsync(mint.Value, payer.PublicKey, Jobs * Price);
        var owed = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var job = 0; job < Jobs; job++)
        {
            if (job < agents)
            {
                var wallet = NewWallet();
                owed.Add(wallet.ToString(), Price);
                if (mint is not null && hasAccounts)
                    await MintAsync(mint.Value, wallet, 1);
            }
            else
            {
                owed[owed.Keys.ElementAt(job % agents)] += Price;
            }
        }

        var genesis = await client.GetGenesisHashAsync();
        var settlement = new SolanaSettlement(
            client, payer, new NetworkGuard(client, SolanaNetwork.Find(genesis.ToString())!), new SolanaOptions { UsdcMint = mint?.ToString() });
        var (transactions, fees) = (0, 0ul);
        var left = owed.Select(line => new PayoutLine(line.Key, line.Value)).ToList();
        while (left.Count > 0)
        {
            var signing = await settlement.SignAsync(new PayoutOrder(new PayoutId(Guid.CreateVersion7()), currency, [.. left.Take(64)]), default);
            await settlement.SendAsync(signing.Signed!, default);
            left.RemoveRange(0, signing.Paid.Count);
            transactions++;
            fees += signing.Signed!.Fee;
        }

        await server.FinalizeAsync();
        var balance = (await client.GetBalanceAsync(payer.PublicKey)).Value;
        return (transactions, fees, (100 * Sol) - balance - fees - (mint is null ? Jobs * Price : 0));
    }

    private void Print(string what, int agents, int transactions, ulong fees, ulong rent) => output.WriteLine(
        $"{what}: {Jobs} jobs of {agents} agents: {transactions} transactions, {(double)agents / transactions:0.0} payouts each, {fees} lamports of fees"
        + $" ({Jobs * TransactionFee.LamportsPerSignature} with one transaction a job), {rent} of rent.");

    private Task MintAsync(PublicKey mint, PublicKey owner, ulong amount) =>
        server.ControlAsync("mintTo", new { mint = mint.ToString(), owner = owner.ToString(), amount });

    private static PublicKey NewWallet()
    {
        using var wallet = new KeypairSigner(RandomNumberGenerator.GetBytes(32));
        return wallet.PublicKey;
    }
}
