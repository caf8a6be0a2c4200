namespace PhantomParadox.Cli;

/// <summary>What the tool's exit codes say.</summary>
internal static class ExitCode
{
    public const int Valid = 0;
    public const int Invalid = 1;
    public const int Unreadable = 2;
    public const int Cancelled = 130;
}
