using PhantomParadox.Solana.Tests.Vectors;
using Xunit;
using static PhantomParadox.Solana.Tests.Transactions.TransactionVector;

namespace PhantomParadox.Solana.Tests.Transactions;

public sealed class InstructionTests
{
    private static readonly PublicKey Usdc = Vector.All.GetProperty("mints").GetProperty("usdc").Key("address");

    public static TheoryData<int, string> Instructions => Vector.Cases(Vector.All.GetProperty("instructions"));

    [Theory]
    [MemberData(nameof(Instructions))]
    public void Makes_TheInstructionsOfTheVectors(int at, string name)
    {
        var expected = InstructionOf(Vector.All.GetProperty("instructions")[at]);

        var made = Make(name, expected);

        Assert.Equal(expected.ProgramId, made.ProgramId);
        Assert.Equal(expected.Accounts.ToArray(), made.Accounts.ToArray());
        Assert.Equal(Convert.ToHexString(expected.Data.Span), Convert.ToHexString(made.Data.Span));
    }

    [Fact]
    public void Refuses_MoreComputeUnitsThanATransactionMayUse() =>
        Assert.Throws<ArgumentOutOfRangeException>("units", () => ComputeBudgetProgram.SetComputeUnitLimit(1_400_001));

    private static TransactionInstruction Make(string name, TransactionInstruction expected) => name switch
    {
        "system transfer" => SystemProgram.Transfer(Address("payer"), Address("agent1"), 1_500_000),
        "system transfer of the largest amount" => SystemProgram.Transfer(Address("payer"), Address("agent1"), ulong.MaxValue),
        "system transfer with a reference key" => SystemProgram.Transfer(Address("buyer"), Address("escrow"), 250_000_000, expected.Accounts[2].Key),
        "memo v4" => MemoProgram.Memo("job 42"),
        "memo v4 with a signer" => MemoProgram.Memo("job 42", Address("payer")),
        "memo v3" => MemoProgram.Memo(MemoProgram.V3, "job 42"),
        "memo v3, UTF-8" => MemoProgram.Memo(MemoProgram.V3, "Auftrag №42 – bezahlt ✓"),
        "memo v4, empty" => MemoProgram.Memo(""),
        "compute unit limit" => ComputeBudgetProgram.SetComputeUnitLimit(20_000),
        "compute unit price" => ComputeBudgetProgram.SetComputeUnitPrice(1_000),
        "create associated token account, idempotent" => AssociatedTokenAccountProgram.CreateIdempotent(Address("payer"), Address("agent1"), Usdc),
        "token transferChecked" => TokenProgram.TransferChecked(
            AssociatedTokenAccountProgram.Derive(Address("payer"), Usdc).Address, Usdc, AssociatedTokenAccountProgram.Derive(Address("agent1"), Usdc).Address,
            Address("payer"), 1_250_000, 6),
        _ => throw new InvalidOperationException($"The vectors have an instruction that is not made here: {name}."),
    };
}
