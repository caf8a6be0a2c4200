using PhantomParadox.Simulation;

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
