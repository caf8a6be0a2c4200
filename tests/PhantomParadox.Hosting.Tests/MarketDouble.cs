using System.Reflection;
using System.Threading.Channels;

namespace PhantomParadox.Hosting.Tests;

/// <summary>A market that accepts everything an agent says and writes it down.</summary>
public class MarketDouble : DispatchProxy
{
    private static readonly AgentId Ada = new(Guid.Parse("01890000-0000-7000-8000-000000000001"));

    private readonly Channel<(string Member, object?[] Arguments)> _calls = Channel.CreateUnbounded<(string, object?[])>();

    public MarketCondition Condition { get; set; } = MarketCondition.Running;

    /// <summary>The refusal of a member's next answers, by its name.</summary>
    public Dictionary<string, RefusalCode> Refusals { get; } = [];

    public static (IMarket Market, MarketDouble Double) Make()
    {
        var market = Create<IMarket, MarketDouble>();
        return (market, (MarketDouble)(object)market);
    }

    /// <summary>Waits for the next call of a member and gives its arguments; calls of others before it are passed over.</summary>
    public async Task<object?[]> NextAsync(string member)
    {
        await foreach (var call in _calls.Reader.ReadAllAsync())
        {
            if (call.Member == member)
                return call.Arguments;
        }

        throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>The members that were called and not yet waited for.</summary>
    public IReadOnlyList<string> Drain()
    {
        var members = new List<string>();
        while (_calls.Reader.TryRead(out var call))
            members.Add(call.Member);
        return members;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var name = targetMethod!.Name;
        if (name == "get_Condition")
            return Condition;

        _calls.Writer.TryWrite((name, args!));
        if (targetMethod.ReturnType == typeof(ValueTask<Outcome<AgentId>>))
            return ValueTask.FromResult(Answer(name, Ada));
        if (targetMethod.ReturnType == typeof(ValueTask<Outcome<JobReceipt>>))
            return ValueTask.FromResult(Answer(name, new JobReceipt { Id = (JobId)args![0]!, Status = JobStatus.InProgress, Settlement = Settlement.Escrowed }));
        if (targetMethod.ReturnType == typeof(ValueTask<Outcome<DisputeId>>))
            return ValueTask.FromResult(Answer(name, (DisputeId)args![0]!));
        throw new InvalidOperationException($"The double has no answer to {name}.");
    }

    private Outcome<T> Answer<T>(string member, T value) =>
        Refusals.TryGetValue(member, out var code) ? new Outcome<T>(new Refusal(code, "The test said so."), 1) : new Outcome<T>(value, 1);
}
