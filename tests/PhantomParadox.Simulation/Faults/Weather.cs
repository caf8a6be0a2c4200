namespace PhantomParadox.Simulation.Faults;

/// <summary>Time, and what goes wrong outside the host: clocks that are set, a beacon that is late, a network that loses.</summary>
internal sealed class Weather(World world)
{
    private bool _isFrozen;

    private Testing.SeededChance Chance => world.Chance;

    /// <summary>Lets time pass: mostly little, now and then days.</summary>
    public void Pass()
    {
        var time = Draw();
        world.Time.Advance(time);
        if (_isFrozen)
            world.Time.Jump(-time);
    }

    private TimeSpan Draw() => TimeSpan.FromMilliseconds(Chance.Below(40) switch
    {
        < 16 => Chance.Below(20),
        < 28 => Chance.Below(4_000),
        < 34 => Chance.Below(40_000),
        < 37 => Chance.Below(300_000),
        37 => Chance.Below(1_200_000),
        38 => Chance.OneIn(4) ? Chance.Below(90_000_000) : Chance.Below(4_000_000),
        _ => Chance.OneIn(20) ? 700_000_000 : Chance.Below(10_000),
    });

    public void Change()
    {
        switch (Chance.Below(7))
        {
            case 0:
                var jump = TimeSpan.FromMilliseconds(Chance.Between(-86_400_000, 86_400_000) / (Chance.OneIn(2) ? 1 : 1_000));
                world.Time.Jump(jump);
                world.Coverage.Count("(clock)", jump < TimeSpan.Zero ? "back" : "forward", "set");
                break;
            case 1:
                world.Beacon.Gives = !world.Beacon.Gives;
                world.Coverage.Count("(beacon)", "references", world.Beacon.Gives ? "given" : "withheld");
                break;
            case 2:
                world.Beacon.Reveals = !world.Beacon.Reveals;
                world.Coverage.Count("(beacon)", "values", world.Beacon.Reveals ? "given" : "withheld");
                break;
            case 3:
                // Mostly it comes back soon.
                (world.Beacon.Gives, world.Beacon.Reveals) = (true, true);
                break;
            case 4:
                world.Network.LossPercent = Chance.OneIn(2) ? 0 : Chance.Below(60);
                world.Coverage.Count("(network)", world.Network.LossPercent == 0 ? "lossless" : "lossy", "set");
                break;
            case 5:
                // The wall clock stands still, and goes on from there.
                _isFrozen = !_isFrozen;
                world.Coverage.Count("(clock)", _isFrozen ? "still" : "goes", "set");
                break;
            default:
                world.Host?.Clerk.Work();
                break;
        }
    }

    public void Clear()
    {
        (world.Beacon.Gives, world.Beacon.Reveals) = (true, true);
        world.Network.LossPercent = 0;
        _isFrozen = false;
    }
}
