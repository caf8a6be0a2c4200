using Microsoft.Extensions.Logging.Abstractions;
using PhantomParadox.Solana.Tests.Running;
using Xunit;

namespace PhantomParadox.Solana.Tests.Settlement;

/// <summary>Which tokens can be money.</summary>
public sealed class TokenMintTests : IDisposable
{
    private static readonly PublicKey Mint = new(Enumerable.Repeat((byte)9, 32).ToArray());

    private readonly KeypairSigner _signer = new(new byte[32]);
    private readonly FakeNode _node = new();
    private readonly SolanaOptions _options = new() { UsdcMint = Mint.ToString() };

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AStart_TakesAPlainToken_OfEitherProgram(bool newer)
    {
        _node.Hold(Mint, 1, newer ? TokenProgram.Token2022 : TokenProgram.ProgramId, Mints.Plain());
        await StartAsync();
        Assert.Contains("getMultipleAccounts", _node.Calls);
    }

    [Fact]
    public async Task AStart_TakesExtensions_ThatLeaveTransfersAsTheyAre()
    {
        // Close authority, pointers to metadata, group and member, the texts themselves, and accounts that begin unfrozen.
        _node.Hold(Mint, 1, TokenProgram.Token2022, Mints.Extended(
            (3, new byte[32]), (6, [1]), (18, new byte[64]), (19, new byte[90]), (20, new byte[64]), (21, new byte[80]), (22, new byte[64]), (23, new byte[72])));
        await StartAsync();
        Assert.Contains("getMultipleAccounts", _node.Calls);
    }

    [Theory]
    [InlineData(1, 108, "TransferFeeConfig")]
    [InlineData(4, 65, "ConfidentialTransferMint")]
    [InlineData(6, 1, "DefaultAccountState")]
    [InlineData(9, 0, "NonTransferable")]
    [InlineData(10, 52, "InterestBearingConfig")]
    [InlineData(12, 32, "PermanentDelegate")]
    [InlineData(14, 64, "TransferHook")]
    [InlineData(16, 129, "ConfidentialTransferFeeConfig")]
    [InlineData(24, 196, "ConfidentialMintBurn")]
    [InlineData(25, 56, "ScaledUiAmount")]
    [InlineData(26, 33, "Pausable")]
    [InlineData(28, 32, "PermissionedBurn")]
    [InlineData(777, 3, "number 777")]
    public async Task AStart_Refuses_ATokenWhoseTransfersMayBringSomethingElse_NamingTheOption(int number, int length, string name)
    {
        _node.Hold(Mint, 1, TokenProgram.Token2022, Mints.Extended((18, new byte[64]), ((ushort)number, Enumerable.Repeat((byte)2, length).ToArray())));

        var error = await Assert.ThrowsAsync<SettlementException>(StartAsync);

        Assert.True(error.IsLasting);
        Assert.StartsWith($"Solana:UsdcMint {Mint} has the extension {name}", error.Message, StringComparison.Ordinal);
        // Who got past the start, because no node could be asked then, is paid nothing and credited nothing.
        await Assert.ThrowsAsync<SettlementException>(async () => await new SolanaSettlement(_node, _signer, Guard(), _options)
            .SignAsync(new PayoutOrder(new PayoutId(Guid.NewGuid()), Currency.Usdc, [new(Mint.ToString(), 5)]), default));
        await Assert.ThrowsAsync<SettlementException>(async () => await new SolanaDepositSource(_node, _signer.PublicKey, Guard(), _options, TimeProvider.System)
            .FindAsync(new DepositReference(1, 1), Currency.Usdc, default));
    }

    [Fact]
    public async Task AStart_Refuses_WhatIsNoToken()
    {
        byte[] cut = Mints.Extended((19, new byte[8]))[..^1];
        byte[] headless = [.. Mints.Extended(), 1, 0, 0];
        var account = Mints.Account(Mint, Mint, 1);
        byte[] extendedAccount = [.. account, 2];
        byte[] notSetUp = Mints.Plain();
        notSetUp[45] = 0;
        foreach (var data in (byte[][])[cut, headless, account, extendedAccount, notSetUp, [], [.. Mints.Plain(), 0]])
        {
            _node.Hold(Mint, 1, TokenProgram.Token2022, data);
            Assert.Contains("is not a token", (await Assert.ThrowsAsync<SettlementException>(StartAsync)).Message, StringComparison.Ordinal);
        }

        _node.Hold(Mint, 1, SystemProgram.ProgramId, Mints.Plain());
        await Assert.ThrowsAsync<SettlementException>(StartAsync);
    }

    [Fact]
    public void Entries_EndWithNumber0_OrWithTheAccount()
    {
        Assert.Equal([18, 3], Read([.. Mints.Extended((18, new byte[64]), (3, new byte[32])), 0, 0, 99, 99, 99]));
        Assert.Equal([18], Read([.. Mints.Extended((18, new byte[64])), 7]));
        Assert.Empty(Read(Mints.Extended()));

        static IEnumerable<int> Read(byte[] data) => TokenMint.TryRead(
            new AccountInfo { Lamports = 1, Owner = TokenProgram.Token2022, Data = data })!.Extensions.Select(extension => (int)extension.Number);
    }

    [Fact]
    public async Task AStart_GoesOn_WhereNoNodeCanBeAsked()
    {
        _node.Hold(Mint, 1, TokenProgram.Token2022, Mints.Extended((1, new byte[108])));
        _node.Faults["getMultipleAccounts"] = new RpcException(RpcErrorKind.Unavailable, "down");
        await StartAsync();
        Assert.Contains("getMultipleAccounts", _node.Calls);
    }

    private NetworkGuard Guard() => new(_node, SolanaNetwork.Find(_node.Genesis.ToString())!);

    private Task StartAsync() => new SolanaStart(_node, Guard(), _signer, _options, NullLogger<SolanaStart>.Instance).StartAsync(default);
}
