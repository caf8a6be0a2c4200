using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;

namespace PhantomParadox.Solana.Tests.Running;

/// <summary>
/// Where the local endpoint's program is, and a copy of it that can run. It is looked for beside the repository, in <c>../shared/solana</c>, or where
/// PHANTOMPARADOX_SOLANA_RPC_DIR says; its packages are installed once a machine, below the temporary folder.
/// </summary>
internal static class LocalRpcFolder
{
    private const string Program = "local-rpc.mjs";

    private static readonly string Source = Path.GetFullPath(
        Environment.GetEnvironmentVariable("PHANTOMPARADOX_SOLANA_RPC_DIR") ?? Path.Combine(RepositoryRoot, "..", "shared", "solana"));

    private static readonly string? Npm = Find("npm");

    public static string? Node { get; } = Find("node");

    /// <summary>Why the endpoint can't be run; null where it can.</summary>
    public static string? WhatIsMissing { get; } =
        Node is null || Npm is null ? "Node and npm are not installed, and this needs them (Node 20 or newer)."
        : !File.Exists(Path.Combine(Source, Program)) ? $"The local Solana endpoint is not in {Source}, and this needs it; PHANTOMPARADOX_SOLANA_RPC_DIR may say where it is."
        : null;

    private static string RepositoryRoot => typeof(LocalRpcFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>A folder with the program and its packages.</summary>
    public static async Task<string> PrepareAsync()
    {
        var files = Directory.GetFiles(Source, "*.mjs").Concat(Directory.GetFiles(Path.Combine(Source, "lib"))).Append(Path.Combine(Source, "package.json"))
            .Order(StringComparer.Ordinal).ToList();
        var ready = Path.Combine(Path.GetTempPath(), $"pp-solana-rpc-{Environment.UserName}-{HashOf(files)}");
        if (Directory.Exists(ready))
            return ready;

        // Made aside and moved, so that one that is there is whole, whoever else makes one at the same time.
        var draft = Directory.CreateTempSubdirectory("pp-solana-rpc-").FullName;
        foreach (var file in files)
        {
            var target = Path.Combine(draft, Path.GetRelativePath(Source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        await InstallAsync(draft);
        try
        {
            Directory.Move(draft, ready);
        }
        catch (IOException) when (Directory.Exists(ready))
        {
            Directory.Delete(draft, recursive: true);
        }

        return ready;
    }

    private static async Task InstallAsync(string folder)
    {
        var start = new ProcessStartInfo(Npm!, ["install", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start)!;
        var (said, complained) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm can't install the local Solana endpoint's packages: {await said}{await complained}");
    }

    private static string HashOf(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
            hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + (program == "npm" ? ".cmd" : ".exe") : program)).FirstOrDefault(File.Exists);
}
