using PhantomParadox.Benchmarks.Loads;

namespace PhantomParadox.Benchmarks;

/// <summary>What a jury costs in a market of many who could sit on it.</summary>
internal static class JuryVerb
{
    public static void Run(int candidates, int disputes)
    {
        var load = new JuryLoad(candidates);
        // The first meets code that isn't compiled yet.
        load.Play();
        List<JuryFigures> figures = [];
        for (var dispute = 0; dispute < disputes; dispute++)
            figures.Add(load.Play());

        Console.WriteLine($"candidates {load.Candidates:N0}, medians of {disputes} disputes (longest in brackets)");
        Print("opening: freeze, turn", figure => figure.Freeze);
        Print("root, off the loop", figure => figure.Root);
        Print("root taken, turn", figure => figure.Commit);
        Print("draw, turn", figure => figure.Draw);
        Print("paths, off the loop", figure => figure.Paths);
        Print("verification", figure => figure.Verification);
        Console.WriteLine($"{"hits",-24} {figures.Max(figure => figure.Hits)}");
        Console.WriteLine($"{"proof as JSON",-24} {figures.Max(figure => figure.ProofBytes):N0} B");
        Console.WriteLine($"{"pool, encoded",-24} {figures.Max(figure => figure.PoolBytes):N0} B");

        void Print(string name, Func<JuryFigures, TimeSpan> of)
        {
            TimeSpan[] all = [.. figures.Select(of).Order()];
            Console.WriteLine($"{name,-24} {all[all.Length / 2].TotalMilliseconds:N3} ms ({all[^1].TotalMilliseconds:N3} ms)");
        }
    }
}
