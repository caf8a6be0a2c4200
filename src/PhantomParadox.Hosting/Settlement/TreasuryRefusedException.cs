namespace PhantomParadox.Hosting;

/// <summary>The market refused what a clerk needs to go on with its round.</summary>
internal sealed class TreasuryRefusedException(Refusal refusal) : Exception($"{refusal.Code}: {refusal.Detail}")
{
    public Refusal Refusal { get; } = refusal;
}
