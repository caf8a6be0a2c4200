using PhantomParadox.Simulation;

if (args is [Repetition.Verb, ..])
{
    Repetition.Run(args.AsSpan(1));
    return 0;
}

try
{
    var wrong = new SeedCampaign(SimulationOptions.Parse(args), Console.WriteLine).Run();
    foreach (var line in wrong)
        Console.Error.WriteLine(line);
    return wrong.Count == 0 ? 0 : 1;
}
catch (FormatException bad)
{
    Console.Error.WriteLine(bad.Message);
    return 2;
}
