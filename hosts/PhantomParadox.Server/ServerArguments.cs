namespace PhantomParadox.Server;

/// <summary>The command line, taken together with what of the environment decides how the server is built.</summary>
internal sealed record ServerArguments
{
    /// <summary>Whether only help is asked for.</summary>
    public bool Help { get; private init; }

    /// <summary>Whether to show the market at work with agents and buyers of its own.</summary>
    public bool Demo { get; private init; }

    /// <summary>Name of the environment: <c>Development</c>, <c>Production</c> or another, which counts as Production.</summary>
    public required string Environment { get; init; }

    /// <summary>The settings of the <c>.env</c> file.</summary>
    public required IReadOnlyDictionary<string, string?> DotEnv { get; init; }

    /// <summary>What is left of the command line: settings.</summary>
    public required string[] Settings { get; init; }

    public static ServerArguments Parse(string[] args) => Parse(
        args, System.Environment.GetEnvironmentVariable, Server.DotEnv.Read(Directory.GetCurrentDirectory()));

    internal static ServerArguments Parse(
        string[] args, Func<string, string?> variable, IReadOnlyDictionary<string, string?> dotEnv)
    {
        var settings = new List<string>(args.Length);
        var (help, demo, ephemeral) = (false, false, false);
        string? named = null;
        for (var i = 0; i < args.Length; i++)
        {
            const string environment = "--environment";
            switch (args[i])
            {
                case "--help" or "-h" or "-?":
                    help = true;
                    break;
                case "--demo":
                    demo = true;
                    break;
                case "--ephemeral":
                    ephemeral = true;
                    break;
                case environment when i + 1 < args.Length:
                    named = args[++i];
                    break;
                case var one when one.StartsWith(environment + "=", StringComparison.Ordinal):
                    named = one[(environment.Length + 1)..];
                    break;
                case var one when one.StartsWith("--", StringComparison.Ordinal):
                    settings.Add(one);
                    if (!one.Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
                        settings.Add(args[++i]);
                    break;
                case var one:
                    throw new StartupRefusedException($"'{one}' is not understood. Try --help.");
            }
        }

        // A demo leaves nothing behind.
        if (ephemeral || demo)
            settings.Add("--Storage:Mode=Memory");
        named ??= variable("ASPNETCORE_ENVIRONMENT") ?? variable("DOTNET_ENVIRONMENT")
            ?? FromNode(variable("NODE_ENV") ?? dotEnv.GetValueOrDefault("NODE_ENV"));
        return new ServerArguments
        {
            Help = help,
            Demo = demo,
            Environment = named ?? (demo ? Environments.Development : Environments.Production),
            DotEnv = dotEnv,
            Settings = [.. settings],
        };
    }

    private static string? FromNode(string? word) => word?.ToLowerInvariant() switch
    {
        null or "" => null,
        "development" => Environments.Development,
        "production" => Environments.Production,
        _ => throw new StartupRefusedException($"NODE_ENV is '{word}'; it must be development or production."),
    };
}
