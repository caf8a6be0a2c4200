using PhantomParadox.LoadTest.Measuring;

namespace PhantomParadox.LoadTest.Verbs;

/// <summary>
/// The host and the bare thing measured by turns, so that what the machine does meanwhile meets both; medians and their ratio.
/// </summary>
internal sealed record Comparison(string Subject, string BareName, string Unit)
{
    public async Task RunAsync(int repeats, Func<Task<double>>? host, Func<Task<double>> bare)
    {
        var ofHost = new List<double>(repeats);
        var ofBare = new List<double>(repeats);
        for (var i = 0; i < repeats; i++)
        {
            if (host is not null)
                ofHost.Add(await host());
            ofBare.Add(await bare());
        }

        Console.WriteLine($"{Subject} (median of {repeats})");
        if (host is not null)
            Print("host", ofHost);
        Print(BareName, ofBare);
        if (host is not null)
            Console.WriteLine($"  ratio: {Statistics.Median(ofHost) / Statistics.Median(ofBare):F2}");
    }

    private void Print(string name, List<double> values) =>
        Console.WriteLine($"  {name}: {Statistics.Median(values):N0}{Unit} ({values.Min():N0} to {values.Max():N0})");
}
