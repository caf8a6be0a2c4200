using PhantomParadox.Samples.FileAgent;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

public sealed class FileAgentArgumentsTests
{
    [Fact]
    public void NeedsNoMoreThanAWallet()
    {
        var read = FileAgentArguments.Parse(["--wallet", "ada"]);
        Assert.Equal(("ada", "ws://localhost:3000/ws", 2), (read.Wallet, read.Market.ToString(), read.Capacity));
        Assert.False(read.Limits.AllowPrivateAddresses);
    }

    [Fact]
    public void Reads_EveryOption()
    {
        var read = FileAgentArguments.Parse(
            ["--wallet", "ada", "--market", "wss://market.example/ws", "--capacity", "8", "--max-mib", "2", "--timeout", "5", "--allow-private"]);
        Assert.Equal("wss://market.example/ws", read.Market.ToString());
        Assert.Equal(8, read.Capacity);
        Assert.Equal(2 * 1024 * 1024, read.Limits.MaxBytes);
        Assert.Equal(TimeSpan.FromSeconds(5), read.Limits.Timeout);
        Assert.True(read.Limits.AllowPrivateAddresses);
    }

    [Fact]
    public void Help_NeedsNothingElse() => Assert.True(FileAgentArguments.Parse(["--help"]).Help);

    [Theory]
    [InlineData("--wallet is missing")]
    [InlineData("--wallet needs a value", "--wallet")]
    [InlineData("--wallet must", "--wallet", "two words")]
    [InlineData("--market must", "--wallet", "ada", "--market", "http://localhost")]
    [InlineData("--market must", "--wallet", "ada", "--market", "localhost")]
    [InlineData("--capacity must be a whole number from 1 to 64", "--wallet", "ada", "--capacity", "65")]
    [InlineData("--timeout must", "--wallet", "ada", "--timeout", "-1")]
    [InlineData("Unknown option --speed", "--speed")]
    public void Says_WhereACommandLineIsWrong(string message, params string[] arguments)
    {
        var error = Assert.Throws<FormatException>(() => FileAgentArguments.Parse(arguments));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }
}
