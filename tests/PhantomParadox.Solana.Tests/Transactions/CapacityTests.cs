using System.Text.Json;
using PhantomParadox.Solana.Tests.Vectors;
using Xunit;

namespace PhantomParadox.Solana.Tests.Transactions;

public sealed class CapacityTests
{
    private static readonly PublicKey Mint = Vector.All.GetProperty("mints").GetProperty("usdc").Key("address");
    private static readonly PublicKey Payer = TransactionVector.Address("payer");

    public static TheoryData<int, string> Cases => Vector.Cases(Vector.All.GetProperty("capacity").GetProperty("cases"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Counts_WhatFits_BeforeSigning(int at, string name)
    {
        var vector = Vector.All.GetProperty("capacity").GetProperty("cases")[at];
        var count = vector.GetProperty("count").GetInt32();
        var version = TransactionVector.VersionOf(vector);

        var largest = Compile(version, name, count);

        Assert.Equal(vector.GetProperty("size").GetInt32(), largest.TransactionSize);
        Assert.True(largest.Fits);
        Assert.False(Compile(version, name, count + 1).Fits);
    }

    [Fact]
    public async Task Refuses_ToSign_WhatIsTooLarge()
    {
        var message = Compile(TransactionVersion.Legacy, "transfers", 22);

        var error = await Assert.ThrowsAsync<ArgumentException>("message", () => Transaction.SignAsync(message, [TransactionVector.Signer("payer")]).AsTask());

        Assert.StartsWith("The transaction would have 1244 bytes; 1232 at most.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_MoreAccountsThanATransactionMayName()
    {
        var instructions = Enumerable.Range(0, 63).Select(at => SystemProgram.Transfer(Payer, Wallet(at), 1)).ToList();

        var error = Assert.Throws<ArgumentException>(
            "instructions", () => MessageCompiler.Compile(TransactionVersion.V1, Payer, default, instructions));

        Assert.StartsWith("65 accounts are named; 64 at most.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_MoreSignersThanATransactionMayHave()
    {
        var memo = MemoProgram.Memo("", [.. Enumerable.Range(0, 12).Select(Wallet)]);

        Assert.Throws<ArgumentException>("instructions", () => MessageCompiler.Compile(TransactionVersion.Legacy, Payer, default, [memo]));
    }

    [Fact]
    public void Refuses_WhatTheVersionDoesNotHold()
    {
        var transfer = SystemProgram.Transfer(Payer, Wallet(1), 1);

        Assert.Throws<ArgumentException>(
            "tables", () => MessageCompiler.Compile(TransactionVersion.Legacy, Payer, default, [transfer], [new LookupTable(Wallet(2), [Wallet(1)])]));
        Assert.Throws<ArgumentException>(
            "config", () => MessageCompiler.Compile(TransactionVersion.V0, Payer, default, [transfer], config: new MessageConfig(PriorityFee: 1)));
    }

    [Fact]
    public void Takes_FromATable_NeitherSignersNorPrograms()
    {
        var table = new LookupTable(Wallet(9), [Payer, SystemProgram.ProgramId, Wallet(2), Wallet(1)]);

        var message = MessageCompiler.Compile(TransactionVersion.V0, Payer, default, [SystemProgram.Transfer(Payer, Wallet(1), 1, Wallet(2))], [table]);

        Assert.Equal([Payer, SystemProgram.ProgramId], message.AccountKeys.ToArray());
        var lookup = Assert.Single(message.Lookups);
        Assert.Equal([3], lookup.Writable.ToArray());
        Assert.Equal([2], lookup.ReadOnly.ToArray());
        Assert.Equal([0, 2, 3], Assert.Single(message.Instructions).Accounts.ToArray());
    }

    private static TransactionMessage Compile(TransactionVersion version, string name, int count)
    {
        var source = AssociatedTokenAccountProgram.Derive(Payer, Mint).Address;
        List<TransactionInstruction> instructions = name.Contains("compute budget", StringComparison.Ordinal)
            ? [ComputeBudgetProgram.SetComputeUnitLimit(200_000), ComputeBudgetProgram.SetComputeUnitPrice(1_000)]
            : [];
        for (var at = 0; at < count; at++)
        {
            var account = AssociatedTokenAccountProgram.Derive(Wallet(at), Mint).Address;
            if (name.Contains("create account", StringComparison.Ordinal))
                instructions.Add(AssociatedTokenAccountProgram.CreateIdempotent(Payer, Wallet(at), Mint));
            instructions.Add(
                name.Contains("transferChecked", StringComparison.Ordinal)
                    ? TokenProgram.TransferChecked(source, Mint, account, Payer, 1, 6)
                    : SystemProgram.Transfer(Payer, Wallet(at), 1));
        }

        if (name.Contains("memo", StringComparison.Ordinal))
            instructions.Add(MemoProgram.Memo(new string('m', 36)));
        return MessageCompiler.Compile(version, Payer, default, instructions);
    }

    private static PublicKey Wallet(int at) => new([.. Enumerable.Repeat((byte)(at + 1), 31), 7]);
}
