using System.Globalization;

namespace PhantomParadox.Simulation;

/// <summary>The part of the program that runs in a second process: seeds come in, a line of what each came to goes out.</summary>
internal static class Repetition
{
    public const string Verb = "--repeat";

    /// <summary>Runs the seeds that are named on the standard input.</summary>
    /// <param name="args">Culture, steps, and what is wrong on purpose.</param>
    public static void Run(ReadOnlySpan<string> args)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(args[0]).Clone();
        culture.NumberFormat.NegativeSign = "minus ";
        culture.NumberFormat.NumberDecimalSeparator = culture.NumberFormat.NumberGroupSeparator = ";";
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = culture;
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = culture;
        var steps = int.Parse(args[1], CultureInfo.InvariantCulture);
        var planted = Enum.Parse<PlantedFault>(args[2]);
        while (Console.In.ReadLine() is { Length: > 0 } line)
        {
            var seed = ulong.Parse(line, CultureInfo.InvariantCulture);
            Console.Out.WriteLine(Run(seed, steps, planted));
        }
    }

    private static string Run(ulong seed, int steps, PlantedFault planted)
    {
        try
        {
            return SecondProcess.LineOf(seed, SeedRun.Run(seed, steps, planted));
        }
        catch (SimulationFailedException failed)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{seed} failed: {failed.Message.ReplaceLineEndings(" ")}");
        }
    }
}
