using PhantomParadox.Jobs;
using PhantomParadox.Simulation.Actors;
using PhantomParadox.Simulation.Checks;
using PhantomParadox.Simulation.Faults;

namespace PhantomParadox.Simulation;

/// <summary>The time after the faults: all works, and every job and dispute must end.</summary>
internal sealed class Healing(World world, Weather weather, Power power, Workers workers, Jurors jurors)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(60);
    private static readonly TimeSpan Hop = TimeSpan.FromHours(1);
    private const int Turns = 20_000;

    public void Run(Action step)
    {
        world.Journal.Holds = false;
        world.Journal.IsFull = false;
        if (world.Journal.IsWriting && world.Host is not null)
            world.Journal.Complete();
        weather.Clear();
        Settle(step);

        // Half of the time all answer what they are asked; else time alone must end everything.
        if (world.Chance.OneIn(2))
        {
            for (var round = 0; round < 20; round++)
            {
                workers.Finish();
                jurors.Finish();
                Settle(step);
                world.Time.Advance(TimeSpan.FromSeconds(30));
            }
        }

        var end = world.Time.Elapsed + Longest;
        Settle(step);
        while (IsAnythingOpen())
        {
            Check.That(world.Time.Elapsed < end, $"After {Longest.TotalDays} days without faults {Open()} hasn't ended.");
            var due = world.Host!.NextDue;
            var wait = due == long.MaxValue ? Hop : TimeSpan.FromMilliseconds(Math.Clamp(due - world.Now, 1, (long)Hop.TotalMilliseconds));
            world.Time.Advance(wait);
            Settle(step);
        }
        Finish(step);
    }

    // What has ended leaves for the archive, and what is left adds up.
    private void Finish(Action step)
    {
        for (var pages = 0; HasJobs() && pages < 100; pages++)
        {
            world.Time.Advance(Hop);
            Settle(step);
            // Asks what is due; then writes it and has it removed.
            for (var calls = 0; calls < 3; calls++)
            {
                world.Archiver!.Work();
                Settle(step);
            }
        }

        Check.That(world.Open == 0, "Somebody has no answer, and nothing is wrong any more.");
        var market = world.State;
        Check.That(!HasJobs(), "A job that has ended doesn't leave for the archive.");
        foreach (var currency in Enum.GetValues<Currency>())
            Check.That(market.Ledger.Escrow(currency) == 0, "Money is in escrow for no job.");
        world.Compare();
        world.Acknowledged.CheckKept(market);
        Check.That(world.Shadow.Replay().AsSpan().SequenceEqual(world.Shadow.ComputeHash()), "The whole journal leads to another state.");
    }

    private bool HasJobs()
    {
        for (var slot = 0; slot < world.State.Jobs.Slots; slot++)
        {
            if (world.State.Jobs.IsLive(slot))
                return true;
        }
        return false;
    }

    private void Settle(Action step)
    {
        for (var turns = 0; turns == 0 || world.Host is not { HasWork: false }; turns++)
        {
            Check.That(turns < Turns, "The market works on and on without time passing.");
            step();
            // A failure may still be under way.
            power.Start();
            world.Host?.Clerk.Work();
            world.Step();
        }
    }

    private bool IsAnythingOpen() => Open() is not null;

    private string? Open()
    {
        var market = world.State;
        for (var slot = 0; slot < market.Jobs.Slots; slot++)
        {
            if (market.Jobs.IsLive(slot) && market.Jobs[slot].Phase != JobPhase.Ended)
                return $"a job that is {market.Jobs[slot].Status}";
        }
        for (var slot = 0; slot < market.Disputes.Slots; slot++)
        {
            if (market.Disputes.IsLive(slot) && !market.Disputes[slot].IsSettled)
                return $"a dispute that is {market.Disputes[slot].Status}";
        }
        return null;
    }
}
