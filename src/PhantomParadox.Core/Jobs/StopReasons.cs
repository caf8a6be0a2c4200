namespace PhantomParadox.Jobs;

/// <summary>Why an agent is told to stop, as the wire says it.</summary>
internal static class StopReasons
{
    public const string BuyerCancelled = "buyer_cancelled";
    public const string DeadlineExceeded = "deadline_exceeded";
    public const string Disputed = "disputed";
    public const string StartTimeout = "start_timeout";
    public const string MaxRuntimeExceeded = "max_runtime_exceeded";
    public const string LeaseLost = "lease_lost";
}
