using System.Globalization;
using PhantomParadox.Samples.Work;

namespace PhantomParadox.Samples.FileAgent;

/// <summary>What the command line says.</summary>
internal sealed record FileAgentArguments
{
    public const string Usage = """
        Usage: FileAgent --wallet WALLET [options]

        Connects to a market and takes jobs of the types "compute" and "verify" whose description is JSON:
          {"task":"hash","url":"https://...","expect":"hex, optional"}
          {"task":"hash","inline":"base64","expect":"hex, optional"}
          {"task":"hash","seed":7,"bytes":1048576,"expect":"hex, optional"}
          {"task":"merkle","leaf":"base64","path":["left:hex","right:hex"],"root":"hex"}
        Any other job fails with a sentence that says why.

        Options:
          --market URL      the market's WebSocket           (default ws://localhost:3000/ws)
          --wallet WALLET   the wallet that is paid          (1 to 64 visible ASCII characters)
          --capacity N      jobs at once, 1 to 64            (default 2)
          --max-mib N       most to hash, 1 to 102400        (default 64)
          --timeout N       longest download in s, 1 to 3600 (default 60)
          --allow-private   fetch from this machine and its network too: only where you trust every buyer
          --help            show this

        Ends with 0 after Ctrl+C, 1 when the market turned the agent away, 2 when the command line is wrong.
        """;

    public Uri Market { get; init; } = new("ws://localhost:3000/ws");

    public string Wallet { get; init; } = "";

    public int Capacity { get; init; } = 2;

    public WorkLimits Limits { get; init; } = new();

    public bool Help { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">It is wrong; the message says where.</exception>
    public static FileAgentArguments Parse(IReadOnlyList<string> arguments)
    {
        var read = new FileAgentArguments();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            read = name switch
            {
                "--help" or "-h" => read with { Help = true },
                "--allow-private" => read with { Limits = read.Limits with { AllowPrivateAddresses = true } },
                "--market" => read with { Market = Address(Value(arguments, ref i)) },
                "--wallet" => read with { Wallet = WalletText(Value(arguments, ref i)) },
                "--capacity" => read with { Capacity = Number(name, Value(arguments, ref i), 64) },
                "--max-mib" => read with { Limits = read.Limits with { MaxBytes = (long)Number(name, Value(arguments, ref i), 102_400) << 20 } },
                "--timeout" => read with { Limits = read.Limits with { Timeout = TimeSpan.FromSeconds(Number(name, Value(arguments, ref i), 3_600)) } },
                _ => throw new FormatException($"Unknown option {name}."),
            };
        }

        return read.Wallet.Length > 0 || read.Help ? read : throw new FormatException("--wallet is missing.");
    }

    private static string Value(IReadOnlyList<string> arguments, ref int index) =>
        ++index < arguments.Count ? arguments[index] : throw new FormatException($"{arguments[index - 1]} needs a value.");

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "ws" or "wss"
            ? url
            : throw new FormatException("--market must be an address of ws or wss, such as ws://localhost:3000/ws.");

    private static string WalletText(string text) =>
        text.Length is >= 1 and <= 64 && text.All(static c => c is > ' ' and <= '~')
            ? text
            : throw new FormatException("--wallet must have 1 to 64 visible ASCII characters.");

    private static int Number(string name, string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new FormatException($"{name} must be a whole number from 1 to {most}.");
}
