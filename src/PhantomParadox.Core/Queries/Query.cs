namespace PhantomParadox.Queries;

/// <summary>A command that only reads: it copies its answer out and writes nothing.</summary>
/// <typeparam name="T">What is answered.</typeparam>
internal sealed class Query<T>(Func<Market, T?> read, RefusalCode unknown, string detail) : AnsweredCommand<T>
    where T : class
{
    public override bool OnlyReads => true;

    public override void Decide(Decision decision)
    {
        Answer = read(decision.Market);
        if (Answer is null)
            Refuse(unknown, detail);
    }
}
