using System.Buffers.Binary;
using PhantomParadox.Solana.Tests.Running;
using Xunit;
using static PhantomParadox.Solana.Tests.Live.Payments;

namespace PhantomParadox.Solana.Tests.Live;

[Collection(LocalRpcCollection.Name)]
public sealed class PaymentTests(LocalRpcServer server) : IDisposable
{
    private readonly RpcClient _client = server.Connect();

    public void Dispose() => _client.Dispose();

    [NeedsLocalRpcFact]
    public async Task Lands_ATransferWithAMemo_AndReadsWhatItDid()
    {
        using var payer = await server.WalletAsync(2 * Sol);
        using var payee = await server.WalletAsync(Sol);
        var transaction = await _client.SignAsync(
            payer, ComputeBudgetProgram.SetComputeUnitLimit(20_000), ComputeBudgetProgram.SetComputeUnitPrice(1_000),
            SystemProgram.Transfer(payer.PublicKey, payee.PublicKey, 1_500_000), MemoProgram.Memo("payout 42"));
        await server.FinalizeAsync();

        var fee = await _client.GetFeeForMessageAsync(transaction.Message.Bytes);
        var trial = await _client.SimulateTransactionAsync(transaction.Bytes, verifySignatures: true);
        var id = await _client.SendAsync(transaction);
        await server.FinalizeAsync();

        Assert.Equal(TransactionFee.Of(1, 20_000, 1_000), fee.Value);
        Assert.Null(trial.Value.Error);
        Assert.InRange(trial.Value.UnitsConsumed!.Value, 500ul, 2_000ul);
        Assert.Equal(transaction.Id, id);
        Assert.Equal(Sol + 1_500_000, (await _client.GetBalanceAsync(payee.PublicKey)).Value);
        Assert.Equal((2 * Sol) - 1_500_000 - fee.Value!.Value, (await _client.GetBalanceAsync(payer.PublicKey)).Value);
        var read = await _client.GetTransactionAsync(id);
        Assert.Equal(1_500_000, read!.LamportsTo(payee.PublicKey));
        Assert.Equal(["payout 42"], read!.Memos());
        Assert.Equal(fee.Value, read!.Meta!.Fee);
    }

    [NeedsLocalRpcFact]
    public async Task Pays_Tokens_ToAWalletWithoutATokenAccount()
    {
        using var payer = await server.WalletAsync(Sol);
        using var payee = await server.WalletAsync(Sol);
        var mint = PublicKey.Parse((await server.ControlAsync("createMint", new { decimals = 6 })).GetProperty("mint").GetString()!);
        var source = PublicKey.Parse(
            (await server.ControlAsync("mintTo", new { mint = mint.ToString(), owner = payer.PublicKey.ToString(), amount = 5_000_000 })).GetProperty("account").GetString()!);
        var destination = AssociatedTokenAccountProgram.Derive(payee.PublicKey, mint).Address;
        var transaction = await _client.SignAsync(
            payer, AssociatedTokenAccountProgram.CreateIdempotent(payer.PublicKey, payee.PublicKey, mint),
            TokenProgram.TransferChecked(source, mint, destination, payer.PublicKey, 1_250_000, 6), MemoProgram.Memo("payout 43"));

        await _client.SendAsync(transaction);
        await server.FinalizeAsync();

        Assert.Equal(AssociatedTokenAccountProgram.Derive(payer.PublicKey, mint).Address, source);
        Assert.Equal(new TokenBalance { Amount = 1_250_000, Decimals = 6 }, (await _client.GetTokenAccountBalanceAsync(destination)).Value);
        var accounts = (await _client.GetMultipleAccountsAsync([destination, mint, payee.PublicKey])).Value;
        Assert.Equal(new TokenAccount(mint, payee.PublicKey, 1_250_000, IsFrozen: false), TokenAccount.TryRead(accounts[0]!));
        Assert.Equal(6, TokenMint.TryRead(accounts[1]!)!.Decimals);
        Assert.Null(TokenAccount.TryRead(accounts[2]!));
        Assert.Equal(await _client.GetMinimumBalanceForRentExemptionAsync(TokenAccount.Size), accounts[0]!.Lamports);
        var read = await _client.GetTransactionAsync(transaction.Id);
        Assert.Equal(1_250_000, read!.TokensTo(mint, payee.PublicKey));
        Assert.Equal(-1_250_000, read!.TokensTo(mint, payer.PublicKey));
        Assert.Equal(["payout 43"], read!.Memos());
    }

    [NeedsLocalRpcFact]
    public async Task Reads_ADepositOfVersion1_AndFindsItByItsReference()
    {
        using var buyer = await server.WalletAsync(Sol);
        using var escrow = await server.WalletAsync(Sol);
        using var reference = await server.WalletAsync(0);
        var transaction = await _client.SignAsync(
            TransactionVersion.V1, buyer, null, new MessageConfig(PriorityFee: 25, ComputeUnitLimit: 20_000, LoadedAccountsDataSizeLimit: 65_536),
            SystemProgram.Transfer(buyer.PublicKey, escrow.PublicKey, 700_000, reference.PublicKey), MemoProgram.Memo(MemoProgram.V3, "order 7"));

        await _client.SendAsync(transaction);
        await server.FinalizeAsync();

        var found = Assert.Single(await _client.GetSignaturesForAddressAsync(reference.PublicKey));
        Assert.Equal((transaction.Id, null, "[7] order 7"), (found.Signature, found.Error, found.Memo));
        var read = await _client.GetTransactionAsync(found.Signature);
        Assert.Equal(1, read!.Version);
        Assert.Equal(700_000, read!.LamportsTo(escrow.PublicKey));
        Assert.Equal(["order 7"], read!.Memos());
        Assert.True(read.Names(reference.PublicKey));
        Assert.Empty(await _client.GetSignaturesForAddressAsync(reference.PublicKey, until: transaction.Id));
    }

    [NeedsLocalRpcFact]
    public async Task Reads_ADepositWhosePayeeComesFromALookupTable()
    {
        using var buyer = await server.WalletAsync(Sol);
        using var escrow = await server.WalletAsync(Sol);
        using var table = await server.WalletAsync(0);
        var data = new byte[56 + PublicKey.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(data, 1);
        BinaryPrimitives.WriteUInt64LittleEndian(data.AsSpan(4), ulong.MaxValue);   // never deactivated
        escrow.PublicKey.CopyTo(data.AsSpan(56));
        await server.ControlAsync(
            "setAccount",
            new { address = table.PublicKey.ToString(), lamports = Sol, data = Convert.ToBase64String(data), owner = "AddressLookupTab1e1111111111111111111111111" });
        var transaction = await _client.SignAsync(
            TransactionVersion.V0, buyer, [new LookupTable(table.PublicKey, [escrow.PublicKey])], null,
            SystemProgram.Transfer(buyer.PublicKey, escrow.PublicKey, 900_000));

        await _client.SendAsync(transaction);
        await server.FinalizeAsync();

        var read = await _client.GetTransactionAsync(transaction.Id);
        Assert.DoesNotContain(escrow.PublicKey, read!.Transaction.Message.AccountKeys);
        Assert.Equal(900_000, read.LamportsTo(escrow.PublicKey));
    }

    [NeedsLocalRpcFact]
    public async Task Follows_ATransaction_FromUnknownToFinal()
    {
        using var payer = await server.WalletAsync(Sol);
        await server.ControlAsync("pause");
        try
        {
            var transaction = await _client.SignAsync(payer, SystemProgram.Transfer(payer.PublicKey, payer.PublicKey, 1));
            await _client.SendAsync(transaction);
            var seen = new List<Commitment?> { (await _client.StatusAsync(transaction))?.ConfirmationStatus };
            for (var block = 0; block < 6; block++)
            {
                await server.ControlAsync("advance");
                seen.Add((await _client.StatusAsync(transaction))?.ConfirmationStatus);
            }

            Assert.Equal([null, Commitment.Processed, Commitment.Confirmed, Commitment.Finalized], seen.Distinct());
        }
        finally
        {
            await server.ControlAsync("resume");
        }
    }

    [NeedsLocalRpcFact]
    public async Task Says_WhyATransactionCantRun()
    {
        using var payer = await server.WalletAsync(Sol);
        using var payee = await server.WalletAsync(Sol);
        var poor = await _client.SignAsync(payer, SystemProgram.Transfer(payer.PublicKey, payee.PublicKey, 2 * Sol));
        var late = await _client.SignAsync(payer, SystemProgram.Transfer(payer.PublicKey, payee.PublicKey, 1));
        var forged = late.Bytes.ToArray();
        forged[1] ^= 1;

        var tooMuch = await Assert.ThrowsAsync<RpcException>(() => _client.SendAsync(poor));
        var badSignature = await Assert.ThrowsAsync<RpcException>(() => _client.SendTransactionAsync(forged, preFlightCommitment: Commitment.Confirmed));
        await server.ControlAsync("expireBlockhash");
        var tooLate = await Assert.ThrowsAsync<RpcException>(() => _client.SendAsync(late));

        Assert.Equal("InstructionError 0: Custom 1", tooMuch.TransactionError!.ToString());
        Assert.NotEmpty(tooMuch.Logs);
        Assert.Equal(RpcErrorKind.BadSignature, badSignature.Kind);
        Assert.True(tooLate.TransactionError!.IsBlockHashNotFound);
        Assert.False((await _client.IsBlockHashValidAsync(late.Message.RecentBlockHash)).Value);
        Assert.Null((await _client.GetFeeForMessageAsync(late.Message.Bytes)).Value);
        Assert.Null(await _client.StatusAsync(late));
        Assert.Null(await _client.GetTransactionAsync(late.Id));
    }

    [NeedsLocalRpcFact]
    public async Task Reads_BlocksAndWhereTheChainIs()
    {
        var skipped = (await server.ControlAsync("skip", new { slots = 2 })).GetProperty("slot").GetUInt64();
        await server.FinalizeAsync();

        var first = Assert.Single(await _client.GetBlocksWithLimitAsync(skipped - 1, 1));
        var block = await _client.GetBlockAsync(first, includeSignatures: true);
        var epoch = await _client.GetEpochInfoAsync();

        Assert.Equal(skipped, first);
        Assert.Equal(skipped - 3, block.ParentSlot);
        Assert.NotNull(block.Signatures);
        Assert.Equal(RpcErrorKind.NoBlock, (await Assert.ThrowsAsync<RpcException>(() => _client.GetBlockAsync(skipped - 1))).Kind);
        Assert.Equal(RpcErrorKind.NotYet, (await Assert.ThrowsAsync<RpcException>(() => _client.GetBlockAsync(skipped + 1_000_000))).Kind);
        Assert.Equal(RpcErrorKind.NotKept, (await Assert.ThrowsAsync<RpcException>(() => _client.GetBlockAsync(3))).Kind);
        Assert.True(epoch.AbsoluteSlot >= skipped && epoch.BlockHeight < epoch.AbsoluteSlot);
        Assert.True(await _client.GetSlotAsync() >= epoch.AbsoluteSlot);
        Assert.True(await _client.GetBlockHeightAsync() >= epoch.BlockHeight);
        Assert.NotEqual(default, await _client.GetGenesisHashAsync());
        await _client.GetHealthAsync();
    }

    [NeedsLocalRpcFact]
    public async Task Gets_LamportsOfATestNetwork()
    {
        using var wallet = await server.WalletAsync(0);

        await _client.RequestAirdropAsync(wallet.PublicKey, Sol);
        await server.FinalizeAsync();

        Assert.Equal(Sol, (await _client.GetBalanceAsync(wallet.PublicKey)).Value);
    }
}
