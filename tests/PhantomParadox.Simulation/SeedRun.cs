using PhantomParadox.Simulation.Actors;
using PhantomParadox.Simulation.Faults;

namespace PhantomParadox.Simulation;

/// <summary>One seed: faults for a number of steps, then none, until all that was open has ended. Everything on this thread.</summary>
internal sealed class SeedRun
{
    private const int CompareEvery = 40;

    private readonly World _world;
    private readonly Weather _weather;
    private readonly Storage _storage;
    private readonly Power _power;
    private readonly Buyers _buyers;
    private readonly Workers _workers;
    private readonly Jurors _jurors;
    private readonly Strangers _strangers;
    private readonly Crowd _crowd;

    private readonly int _calm;

    private SeedRun(ulong seed, PlantedFault planted)
    {
        _world = new World(seed, planted);
        // In some seeds hosts live long enough for a dispute to run its course.
        _calm = _world.Chance.Pick([1, 4, 16]);
        var aim = new Aim(_world);
        var ring = new KeyRing(_world);
        var sessions = new Sessions(_world, aim);
        _weather = new Weather(_world);
        _storage = new Storage(_world);
        _power = new Power(_world, _storage);
        _buyers = new Buyers(_world, aim, ring);
        _workers = new Workers(_world, aim, ring, sessions);
        _jurors = new Jurors(_world, aim, sessions);
        _strangers = new Strangers(_world, aim, ring);
        _crowd = new Crowd(_world, sessions);
    }

    /// <summary>The step that is under way, or failed; those after the faults count on.</summary>
    public int Step { get; private set; }

    /// <summary>Runs a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="steps">Steps with faults, 1 or more.</param>
    /// <param name="planted">What is wrong on purpose.</param>
    /// <exception cref="SimulationFailedException">Something doesn't hold; the message names the seed and the step.</exception>
    public static SeedResult Run(ulong seed, int steps, PlantedFault planted = PlantedFault.None)
    {
        var run = new SeedRun(seed, planted);
        try
        {
            return run.Run(steps);
        }
        catch (Exception cause)
        {
            throw new SimulationFailedException($"Seed {seed}, step {run.Step}: {cause.Message}", cause);
        }
    }

    private SeedResult Run(int steps)
    {
        _world.Start(fromSnapshot: false);
        _world.Step();
        _crowd.Gather();
        for (; Step < steps; Step++)
        {
            Take();
            if (_world.Chance.Below(4) > 0)
                _world.Step();
            if (Step % CompareEvery == 0)
                _world.Compare();
        }
        new Healing(_world, _weather, _power, _workers, _jurors).Run(() => Step++);
        _world.Shadow.Count(_world.Coverage);
        return new SeedResult(
            Convert.ToHexStringLower(World.HashOf(_world.State)), Convert.ToHexStringLower(_world.Shadow.Replica.Chain.Hash),
            _world.State.Position, _world.Lives, _world.Acknowledged.Jobs, _world.Time.Elapsed, _world.Coverage);
    }

    private void Take()
    {
        if (_world.Host is null)
        {
            _weather.Pass();
            if (_world.Chance.OneIn(3))
            {
                _power.Start();
                if (_world.Chance.OneIn(2))
                {
                    _jurors.Convene();
                    _crowd.Gather();
                }
            }
            return;
        }

        switch (_world.Chance.Below(200))
        {
            case < 32:
                _buyers.Act();
                break;
            case < 82:
                _workers.Act();
                break;
            case < 116:
                _jurors.Act();
                break;
            case < 124:
                _jurors.Appeal();
                break;
            case < 138:
                _strangers.Act();
                break;
            case < 160:
                _weather.Pass();
                break;
            case < 176:
                _storage.Act();
                break;
            case < 184:
                _world.Host.Clerk.Work();
                break;
            case < 189:
                _world.Archiver!.Work();
                break;
            case < 194:
                _weather.Change();
                break;
            case < 197:
                if (_world.Chance.OneIn(2) && _storage.Snapshot())
                    _power.Kill();
                break;
            case 197 when _world.Chance.OneIn(_calm):
                _storage.Fail();
                break;
            case > 197 when _world.Chance.OneIn(_calm):
                _power.Kill();
                break;
        }
    }
}

/// <summary>What came of a seed.</summary>
/// <param name="StateHash">SHA-256 of the state at the end, in hexadecimal.</param>
/// <param name="JournalHash">SHA-256 of the last batch, which chains all before it, in hexadecimal.</param>
/// <param name="Position">Events in the journal.</param>
/// <param name="Lives">Hosts that there were.</param>
/// <param name="Jobs">Jobs that somebody was told of.</param>
/// <param name="Simulated">Time that passed in it.</param>
/// <param name="Coverage">What was met.</param>
internal sealed record SeedResult(
    string StateHash, string JournalHash, long Position, int Lives, int Jobs, TimeSpan Simulated, Coverage Coverage);
