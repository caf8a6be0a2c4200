using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace PhantomParadox.Solana.Tests.Rpc;

public sealed class OptionsTests
{
    private const string Canary = "canary-9f8e7d6c5b4a";

    [Fact]
    public void Registers_AClient()
    {
        using var services = new ServiceCollection().AddSolanaRpc(options => options.Endpoints.Add("https://one.test/")).BuildServiceProvider();

        Assert.Same(services.GetRequiredService<IRpcClient>(), Assert.Single(services.GetRequiredService<IRpcClient>().Endpoints));
    }

    [Fact]
    public void Keeps_AClientThatIsThere()
    {
        using var stub = new StubbedClient(request => StubHandler.Result(request, "7"));
        using var services = new ServiceCollection().AddSingleton<IRpcClient>(stub.Client).AddSolanaRpc(_ => { }).BuildServiceProvider();

        Assert.Same(stub.Client, services.GetRequiredService<IRpcClient>());
    }

    [Theory]
    [InlineData("Endpoints are 0", "")]
    [InlineData("Endpoints[0] is not an address", Canary)]
    [InlineData("Endpoints[0] is not an address", $"ftp://one.test/{Canary}")]
    [InlineData("Endpoints[0] is http:// to another machine", $"http://one.test/{Canary}")]
    [InlineData("name one address twice", $"https://one.test/{Canary} https://one.test/{Canary}")]
    public void Refuses_AddressesThatCantBe_WithoutShowingThem(string fault, string addresses)
    {
        var failure = Failure(options =>
        {
            foreach (var address in addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                options.Endpoints.Add(address);
        });

        Assert.Contains(fault, failure, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8899", false)]
    [InlineData("http://localhost:8899", false)]
    [InlineData("http://[::1]:8899", false)]
    [InlineData("http://10.0.0.7:8899", true)]
    public void Takes_PlainHttp_OnThisMachine_OrWhereItIsAllowed(string address, bool allowHttp) =>
        Assert.Empty(Failure(options =>
        {
            options.Endpoints.Add(address);
            options.AllowHttp = allowHttp;
        }));

    [Fact]
    public void Names_EverySettingThatIsOutOfRange()
    {
        var failure = Failure(options =>
        {
            options.Endpoints.Add("https://one.test/");
            options.RequestTimeout = TimeSpan.Zero;
            options.MaxAttempts = 0;
            options.BackoffBase = TimeSpan.Zero;
            options.BackoffLimit = TimeSpan.FromHours(1);
            options.LongestWait = TimeSpan.FromSeconds(-1);
            options.RequestsPerSecond = 0;
            options.MaxResponseBytes = 1;
        });

        Assert.All(
            (string[])["RequestTimeout", "MaxAttempts", "BackoffBase", "BackoffLimit", "LongestWait", "RequestsPerSecond", "MaxResponseBytes"],
            name => Assert.Contains($"Solana's {name} is ", failure, StringComparison.Ordinal));
    }

    private static string Failure(Action<SolanaRpcOptions> configure)
    {
        using var services = new ServiceCollection().AddSolanaRpc(configure).BuildServiceProvider();
        return (Record.Exception(() => services.GetRequiredService<IRpcClient>()) as OptionsValidationException)?.Message ?? "";
    }
}
