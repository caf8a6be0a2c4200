using System.CommandLine;
using System.CommandLine.Parsing;
using PhantomParadox.Verification;

namespace PhantomParadox.Cli;

/// <summary>The command <c>verify-jury</c>.</summary>
internal static class VerifyJury
{
    private const string Standard = "-";

    public static Command Command(Func<Stream> input, TextWriter output, TextWriter error)
    {
        var file = new Argument<string>("FILE") { Description = "The proof: the body of GET /api/disputes/{id}/proof. - reads standard input." };
        var pools = new Option<string[]>("--pool")
        {
            Description = "The whole pool of a round: the body of GET /api/disputes/{id}/proof/pool. May be given for each round.",
            DefaultValueFactory = _ => [],
        };
        var tip = new Option<Digest?>("--beacon-tip")
        {
            Description = "The tip of the hash chain as the market published it before the dispute, 64 hexadecimal digits.",
            CustomParser = ReadTip,
        };
        var json = new Option<bool>("--json") { Description = "Write the report as JSON." };
        var command = new Command("verify-jury", "Checks the proof of a dispute offline: pool, seed, draw, offers, votes, verdict and payment.")
        {
            file, pools, tip, json,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(pools), parsed.GetValue(tip), parsed.GetValue(json), input, output, error));
        return command;
    }

    private static int Run(string file, string[] pools, Digest? tip, bool asJson, Func<Stream> input, TextWriter output, TextWriter error)
    {
        try
        {
            var inputs = new ProofInputs { Pools = [.. pools.Select(pool => (ReadOnlyMemory<byte>)Read(pool, input))], BeaconTip = tip };
            var report = ProofVerifier.Verify(Read(file, input), inputs);
            output.Write(asJson ? ReportJson.Of(report) : ReportText.Of(report));
            return report.IsValid ? ExitCode.Valid : ExitCode.Invalid;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or UnreadableProofException)
        {
            error.WriteLine(fault.Message);
            return ExitCode.Unreadable;
        }
    }

    private static byte[] Read(string file, Func<Stream> input)
    {
        if (file != Standard)
            return File.ReadAllBytes(file);
        using var stream = input();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static Digest? ReadTip(ArgumentResult argument)
    {
        if (Digest.TryParse(argument.Tokens[0].Value, out var tip))
            return tip;
        argument.AddError("--beacon-tip must be 64 hexadecimal digits.");
        return null;
    }
}
