using PhantomParadox.Solana.Tests.Vectors;
using Xunit;

namespace PhantomParadox.Solana.Tests.Transactions;

public sealed class TransactionTests
{
    public static TheoryData<int, string> Transactions => Vector.Cases(TransactionVector.All);

    public static TheoryData<int, string> Malformed => Vector.Cases(Vector.All.GetProperty("malformedTransactions"));

    [Theory]
    [MemberData(nameof(Transactions))]
    public async Task Compiles_AndSigns_ToTheBytesOfTheVectors(int at, string name)
    {
        _ = name;
        var vector = new TransactionVector(TransactionVector.All[at]);

        var message = vector.Compile();
        var transaction = await Transaction.SignAsync(message, vector.Signers);

        Assert.Equal(vector.Json.GetProperty("accountKeys").EnumerateArray().Select(key => key.GetString()), message.AccountKeys.Select(key => key.ToString()));
        Assert.Equal(vector.Json.Text("message"), Convert.ToHexStringLower(message.Bytes.Span));
        Assert.Equal(vector.Json.GetProperty("size").GetInt32(), message.TransactionSize);
        Assert.Equal(vector.Json.GetProperty("signatures").EnumerateArray().Select(text => text.GetString()), transaction.Signatures.Select(one => one.ToString()));
        Assert.Equal(vector.Json.Text("signature"), transaction.Id.ToString());
        Assert.Equal(vector.Json.Text("wire"), Convert.ToBase64String(transaction.Bytes.Span));
    }

    [Theory]
    [MemberData(nameof(Transactions))]
    public void Reads_TheVectors_AndWritesThemAgain(int at, string name)
    {
        _ = name;
        var vector = new TransactionVector(TransactionVector.All[at]);

        var transaction = Transaction.Decode(vector.Wire);

        Assert.Equal(vector.Version, transaction.Message.Version);
        Assert.Equal(vector.BlockHash, transaction.Message.RecentBlockHash);
        Assert.Equal(vector.Json.Key("feePayer"), transaction.Message.FeePayer);
        Assert.Equal(vector.Config, transaction.Message.Config);
        Assert.Equal(vector.Json.Text("message"), Convert.ToHexStringLower(transaction.Message.Bytes.Span));
        Assert.Equal(vector.Json.Text("signature"), transaction.Id.ToString());
        Assert.True(transaction.VerifySignatures());
    }

    [Theory]
    [MemberData(nameof(Transactions))]
    public void Costs_WhatTheVectorsSay(int at, string name)
    {
        _ = name;
        var vector = new TransactionVector(TransactionVector.All[at]);
        var (limit, price) = (0u, 0ul);
        foreach (var instruction in vector.Instructions.Where(one => one.ProgramId == ComputeBudgetProgram.ProgramId))
        {
            if (instruction.Data.Span[0] == 2)
                limit = BitConverter.ToUInt32(instruction.Data.Span[1..]);
            else
                price = BitConverter.ToUInt64(instruction.Data.Span[1..]);
        }

        var signatures = TransactionFee.Of(vector.Signers.Count, limit, price);

        Assert.Equal(vector.Json.GetProperty("fee").GetUInt64(), signatures + (vector.Config?.PriorityFee ?? 0));
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Refuses_MalformedTransactions(int at, string name)
    {
        _ = name;
        var wire = Convert.FromBase64String(Vector.All.GetProperty("malformedTransactions")[at].Text("wire"));

        Assert.Throws<FormatException>(() => Transaction.Decode(wire));
    }

    [Theory]
    [MemberData(nameof(Transactions))]
    public void Refuses_EveryTransactionThatIsCutShort_OrHasAByteTooMany(int at, string name)
    {
        _ = name;
        var wire = new TransactionVector(TransactionVector.All[at]).Wire;

        for (var length = 0; length < wire.Length; length++)
        {
            var cut = wire.AsMemory(0, length);
            Assert.Throws<FormatException>(() => Transaction.Decode(cut));
        }

        Assert.Throws<FormatException>(() => Transaction.Decode((byte[])[.. wire, 0]));
    }

    [Theory]
    [MemberData(nameof(Transactions))]
    public void Reads_OrRefuses_WhateverAByteIsChangedTo(int at, string name)
    {
        _ = name;
        var wire = new TransactionVector(TransactionVector.All[at]).Wire;
        var (read, refused) = (0, 0);

        for (var place = 0; place < wire.Length; place++)
        {
            foreach (var change in (byte[])[0x01, 0x80, 0xFF])
            {
                var changed = wire.ToArray();
                changed[place] ^= change;
                try
                {
                    var transaction = Transaction.Decode(changed);

                    // What is read is written as it was: nothing is read in two ways.
                    Assert.True(changed.AsSpan().IndexOf(transaction.Message.Bytes.Span) >= 0);
                    read++;
                }
                catch (FormatException)
                {
                    refused++;
                }
            }
        }

        Assert.True(read > 0 && refused > 0);
    }

    [Fact]
    public void Notices_ASignatureThatIsNotOfTheMessage()
    {
        var wire = new TransactionVector(TransactionVector.All[0]).Wire;
        wire[^1] ^= 1;   // the amount

        Assert.False(Transaction.Decode(wire).VerifySignatures());
    }

    [Fact]
    public async Task Refuses_ToSign_WithoutASigner_AndWithAnothersSignature()
    {
        var message = new TransactionVector(TransactionVector.All[0]).Compile();

        var missing = await Assert.ThrowsAsync<ArgumentException>(
            "signers", () => Transaction.SignAsync(message, [TransactionVector.Signer("buyer")]).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Transaction.SignAsync(message, [new Liar(message.FeePayer)]).AsTask());

        Assert.Contains(message.FeePayer.ToString(), missing.Message, StringComparison.Ordinal);
    }

    /// <summary>A signer whose signatures are not its key's.</summary>
    private sealed class Liar(PublicKey key) : ITransactionSigner
    {
        public PublicKey PublicKey => key;

        public ValueTask<Signature> SignAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
            TransactionVector.Signer("buyer").SignAsync(message, cancellationToken);
    }
}
