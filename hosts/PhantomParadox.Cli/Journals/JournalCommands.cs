using System.CommandLine;

namespace PhantomParadox.Cli;

/// <summary>The commands <c>journal inspect</c>, <c>verify</c> and <c>export</c>. They only read, also beside a running host.</summary>
internal static class JournalCommands
{
    public static Command Command(TextWriter output, TextWriter error) =>
        new("journal", "Reads the journal of a market on SQLite, also while its host runs.") { Inspect(output, error), Verify(output, error), Export(output, error) };

    private static Command Inspect(TextWriter output, TextWriter error)
    {
        var (path, json) = (MarketWork.Path(), MarketWork.Json());
        var command = new Command("inspect", "Shows what a journal holds: positions, times, epochs, size, and events by type.") { path, json };
        command.SetAction((parsed, cancel) => MarketWork.RunAsync(error, cancel, async token =>
        {
            var report = await JournalSurvey.MakeAsync(parsed.GetRequiredValue(path), new Progress("inspect", error), token).ConfigureAwait(false);
            output.Write(parsed.GetValue(json) ? MarketJson.Of(report) : JournalText.Of(report));
            return ExitCode.Valid;
        }));
        return command;
    }

    private static Command Verify(TextWriter output, TextWriter error)
    {
        var (path, json, width) = (MarketWork.Path(), MarketWork.Json(), MarketWork.BucketWidth());
        var command = new Command("verify", "Checks the whole journal: chain, frames, snapshots, and a replay whose accounts add up to 0.")
        {
            path, width, json,
        };
        command.SetAction((parsed, cancel) => MarketWork.RunAsync(error, cancel, async token =>
        {
            var report = await JournalCheck.RunAsync(
                parsed.GetRequiredValue(path), parsed.GetRequiredValue(width), new Progress("verify", error), token).ConfigureAwait(false);
            output.Write(parsed.GetValue(json) ? MarketJson.Of(report) : JournalText.Of(report));
            return report.IsValid ? ExitCode.Valid : ExitCode.Invalid;
        }));
        return command;
    }

    private static Command Export(TextWriter output, TextWriter error)
    {
        var path = MarketWork.Path();
        var from = new Option<long?>("--from") { Description = "First position. Default: the first that the journal holds." };
        var to = new Option<long?>("--to") { Description = "Last position. Default: the journal's end at the start." };
        var command = new Command("export", "Writes events as lines of JSON: position, time, type, fields.") { path, from, to };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(from) is < 1)
                parsed.AddError("--from must be 1 or more.");
            if (parsed.GetValue(to) is { } last && last < (parsed.GetValue(from) ?? 1))
                parsed.AddError("--to must not be below --from.");
        });
        command.SetAction((parsed, cancel) => MarketWork.RunAsync(error, cancel, async token =>
        {
            await JournalExport.RunAsync(
                parsed.GetRequiredValue(path), parsed.GetValue(from), parsed.GetValue(to), output, new Progress("export", error), token).ConfigureAwait(false);
            return ExitCode.Valid;
        }));
        return command;
    }
}
