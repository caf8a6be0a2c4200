using System.CommandLine;

namespace PhantomParadox.Cli;

/// <summary>Takes the arguments apart and runs what they name.</summary>
internal static class CommandLine
{
    /// <summary>Runs the tool.</summary>
    /// <returns>0 where all is well, 1 where a check failed, 2 where the arguments or a file can't be read or written, 130 where it was cancelled.</returns>
    public static int Run(
        string[] arguments, Func<Stream> input, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Tools for a PhantomParadox market.")
        {
            VerifyJury.Command(input, output, error),
            JournalCommands.Command(output, error),
            BackupCommand.Command(output, error),
            RestoreCommand.Command(output, error),
            ReconcileCommand.Command(output, error),
        };
        var parsed = root.Parse(arguments);
        var code = parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellationToken).GetAwaiter().GetResult();
        return parsed.Errors.Count > 0 ? ExitCode.Unreadable : code;
    }
}
