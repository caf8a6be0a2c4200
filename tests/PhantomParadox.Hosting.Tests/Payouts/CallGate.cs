namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>What happens at one call of the clerk's.</summary>
public enum CallFault
{
    /// <summary>The clerk dies before the call has its effect.</summary>
    CrashBefore,

    /// <summary>The call has its effect, and the clerk dies before it hears of it.</summary>
    CrashAfter,

    /// <summary>The call fails without effect; the clerk lives.</summary>
    FailBefore,

    /// <summary>The call has its effect and fails; the clerk lives, and can't know.</summary>
    FailAfter,
}

/// <summary>
/// Counts the calls of a clerk that change something or learn something, and lets one of them go wrong. A clerk that died hears no answer to
/// anything any more, and nothing that it asks for is done.
/// </summary>
internal sealed class CallGate(int point, CallFault fault)
{
    private int _calls;

    public bool Reached { get; private set; }

    public bool IsDead { get; private set; }

    /// <summary>The name of the call at the point.</summary>
    public string? Call { get; private set; }

    public async ValueTask<T> PassAsync<T>(string call, Func<ValueTask<T>> make, CancellationToken stop, bool counts = true)
    {
        if (IsDead)
            return await NeverAsync<T>(stop);
        if (!counts || ++_calls != point)
            return await make();

        (Reached, Call) = (true, call);
        if (fault is CallFault.CrashAfter or CallFault.FailAfter)
            await SwallowAsync(make);
        if (fault is CallFault.FailBefore or CallFault.FailAfter)
            throw new IOException("The test lost this call.");
        IsDead = true;
        return await NeverAsync<T>(stop);
    }

    // Whatever it answers, or throws, is lost.
    private static async ValueTask SwallowAsync<T>(Func<ValueTask<T>> make)
    {
        try
        {
            await make();
        }
        catch (Exception error) when (error is SettlementException or OperationCanceledException)
        {
            // It may have had its effect all the same.
        }
    }

    private static async ValueTask<T> NeverAsync<T>(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop);
        throw new System.Diagnostics.UnreachableException();
    }
}
