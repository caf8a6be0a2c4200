using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PhantomParadox.Solana.Tests.Vectors;
using Xunit;

namespace PhantomParadox.Solana.Tests.Signing;

public sealed class SignerTests : IDisposable
{
    private static readonly JsonElement Pair = Vector.All.GetProperty("keypairs")[0];
    private static readonly byte[] Bytes = [.. Pair.Hex("seed"), .. Pair.Hex("publicKey")];
    private static readonly string Array = $"[{string.Join(',', Bytes)}]";

    private readonly string _folder = Directory.CreateTempSubdirectory("pp-signer-").FullName;

    public static TheoryData<string> Forms => [Array, $" [ {string.Join(" ,\n ", Bytes)} ]\n", Pair.Text("secretKeyBase58"), Pair.Text("secretKeyBase58") + "\n"];

    public static TheoryData<string> NoKeys =>
    [
        "", "[]", Array[..^1], $"[{string.Join(',', Bytes[..63])}]", $"[{string.Join(',', Bytes)},1]", $"[{string.Join(',', Bytes[..63])},256]",
        $"[{string.Join(',', Bytes[..63])},-1]", $"[{string.Join(',', Bytes[..63])},1.5]", $"[{string.Join(',', Bytes[..63])},]", $"{Array}{Array}",
        Pair.Text("secretKeyBase58")[..^1], Pair.Text("address"), new string(' ', 2_000),
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Signs_WithTheKeyOfAFile(string text)
    {
        using var signer = SignerReference.Open("file:" + Write(text), null);

        Assert.Equal(Pair.Key("address"), signer.PublicKey);
        var signature = await signer.SignAsync("message"u8.ToArray());
        Assert.True(signer.PublicKey.Verify("message"u8, signature));
    }

    [Fact]
    public void Finds_TheKeyOfAnEnvironmentVariable()
    {
        Environment.SetEnvironmentVariable("PHANTOMPARADOX_TEST_SIGNER", Array);
        try
        {
            using var signer = SignerReference.Open("env:PHANTOMPARADOX_TEST_SIGNER", null);
            Assert.Equal(Pair.Key("address"), signer.PublicKey);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PHANTOMPARADOX_TEST_SIGNER", null);
        }
    }

    [Fact]
    public void Finds_TheKeyOfASetting()
    {
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Vault:Payer", Array)]).Build())
            .AddSolanaSigner("config:Vault:Payer").BuildServiceProvider();

        Assert.Equal(Pair.Key("address"), services.GetRequiredService<ITransactionSigner>().PublicKey);
    }

    [Theory]
    [MemberData(nameof(NoKeys))]
    public void Refuses_WhatIsNoKeyPair_WithoutShowingIt(string text)
    {
        var error = Assert.Throws<SignerException>(() => SignerReference.Open("file:" + Write(text), null));

        AssertSaysNothingOfTheKey(error.ToString());
    }

    [Fact]
    public void Refuses_APublicKeyOfAnother()
    {
        byte[] mixed = [.. Pair.Hex("seed"), .. Vector.All.GetProperty("keypairs")[1].Hex("publicKey")];

        var error = Assert.Throws<SignerException>(() => SignerReference.Open("file:" + Write($"[{string.Join(',', mixed)}]"), null));

        Assert.Contains("don't belong together", error.Message, StringComparison.Ordinal);
        AssertSaysNothingOfTheKey(error.ToString());
    }

    [Theory]
    [InlineData("640")]
    [InlineData("604")]
    [InlineData("601")]
    [InlineData("620")]
    public void Refuses_AFileThatOthersCanUse(string mode)
    {
        if (OperatingSystem.IsWindows())
            return;   // access lists are another matter
        var path = Write(Array);
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));

        var error = Assert.Throws<SignerException>(() => SignerReference.Open("file:" + path, null));

        Assert.Contains($"mode {mode}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("file:")]
    [InlineData("keychain:one")]
    [InlineData("file:/nowhere/at/all")]
    [InlineData("file:/")]
    [InlineData("env:PHANTOMPARADOX_TEST_NOT_SET")]
    [InlineData("config:Not:Set")]
    public void Refuses_AReferenceThatLeadsNowhere(string reference) => Assert.Throws<SignerException>(() => SignerReference.Open(reference, null));

    [Fact]
    public void Refuses_TheKeyInPlaceOfAReference_WithoutShowingIt()
    {
        foreach (var reference in (string[])[Array, Pair.Text("secretKeyBase58"), "env:" + Array, "config:" + Pair.Text("secretKeyBase58")])
            AssertSaysNothingOfTheKey(Assert.Throws<SignerException>(() => SignerReference.Open(reference, null)).ToString());
    }

    [Fact]
    public void Shows_ItsAddressOnly()
    {
        using var signer = SignerReference.Open("file:" + Write(Array), null);

        Assert.Equal($"Signer of {Pair.Text("address")}", signer.ToString());
        AssertSaysNothingOfTheKey(JsonSerializer.Serialize<object>(new { signer = signer.ToString(), signer.PublicKey }));
    }

    private static void AssertSaysNothingOfTheKey(string text)
    {
        Assert.DoesNotContain(Pair.Text("seed"), text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Pair.Text("secretKeyBase58")[..20], text, StringComparison.Ordinal);
        Assert.DoesNotContain(string.Join(',', Bytes[..6]), text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder, "key.json");
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
