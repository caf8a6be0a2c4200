namespace PhantomParadox.Packaging.Tests;

/// <summary>The files of a console application whose author has the packages and nothing else of this tree.</summary>
internal static class Stranger
{
    public const string Program =
        """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using PhantomParadox;
        using PhantomParadox.Hosting;

        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddPhantomParadox();
        using var host = builder.Build();
        await host.StartAsync();
        var market = host.Services.GetRequiredService<IMarket>();
        var agents = host.Services.GetRequiredService<IAgentConnector>();

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var ended = EndOfJobAsync(patience.Token);
        await using var ada = await agents.ConnectAsync(new AgentProfile { Wallet = "ada", Capabilities = ["compute"] });
        _ = ada.RunAsync((job, _) => Task.FromResult(new JobResult { ProofHash = job.Spec.Description }));
        _ = (await market.PostJobAsync(new JobSpec { Type = JobType.Compute, Buyer = "carol", Description = "abc", Amount = 1_000_000 })).Value;
        await ended;

        var job = (await market.ListJobsAsync(new JobQuery { Buyer = "carol" })).Value.Items.Single();
        Console.WriteLine($"{job.AgentWallet} was paid {job.Paid} for {job.Result?.ProofHash}");
        await host.StopAsync();
        return job.Settlement == Settlement.Released ? 0 : 1;

        async Task EndOfJobAsync(CancellationToken cancellation)
        {
            await foreach (var happened in market.WatchAsync().WithCancellation(cancellation))
                if (happened.Kind is MarketEventKind.JobCompleted or MarketEventKind.JobFailed) return;
        }
        """;

    // No <clear/>: the machine's own sources stay, for what isn't ours. The machine's cache is read, never written.
    public static string Sources(string feed, string machineCache) =>
        $"""
        <configuration>
          <packageSources>
            <add key="phantomparadox" value="{feed}" />
          </packageSources>
          <fallbackPackageFolders>
            {(Directory.Exists(machineCache) ? $"<add key=\"machine\" value=\"{machineCache}\" />" : "")}
          </fallbackPackageFolders>
        </configuration>
        """;

    public static string Project(string version) =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="PhantomParadox.Hosting" Version="[{version}]" />
            <PackageReference Include="Microsoft.Extensions.Hosting" Version="{Repository.VersionOf("Microsoft.Extensions.Hosting")}" />
          </ItemGroup>
        </Project>
        """;
}
