namespace PhantomParadox.Verification.Checks;

/// <summary>Names the parts of a round.</summary>
internal readonly record struct Place(int Round)
{
    public override string ToString() => $"round {Round}";

    public string Hit(int counter) => $"round {Round}, hit {counter}";

    public string Seat(int seat) => $"round {Round}, seat {seat}";

    public string Offer(int index) => $"round {Round}, offer {index}";
}
