using System.Diagnostics;
using System.Text.Json;
using PhantomParadox.LoadTest.Measuring;
using PhantomParadox.LoadTest.Wire;

namespace PhantomParadox.LoadTest.Loads;

/// <summary>From a job's first byte sent to its assignment received: one buyer, one agent, one job at a time, nothing else.</summary>
/// <param name="Rounds">Jobs that are measured.</param>
/// <param name="WarmUp">Jobs before that.</param>
/// <param name="Pause">Time between two jobs.</param>
/// <param name="Longest">Time after which no further job is posted; half of it for the warm-up.</param>
internal sealed record LatencyLoad(int Rounds, int WarmUp, TimeSpan Pause, TimeSpan Longest)
{
    // Room for jobs whose completion the host has not worked off yet: the next assignment need not wait for it.
    private const int Capacity = 64;

    /// <exception cref="LoadTestException">A job was refused, or not assigned within 10 s.</exception>
    public Latencies.Summary Run(LoopbackTarget target)
    {
        var capability = "lt-" + Messages.NewWallet();
        using var agent = new AgentSocket(target);
        agent.Send(Messages.Heartbeat(Messages.NewWallet(), capability, Capacity));
        agent.Receive("\"heartbeat_ack\""u8);

        using var buyer = new BuyerConnection(target);
        var wallet = Messages.NewWallet();
        var latencies = new Latencies(Rounds);
        var start = Stopwatch.GetTimestamp();
        for (var round = -WarmUp; round < Rounds && Stopwatch.GetElapsedTime(start) < Longest; round++)
        {
            if (round < 0 && Stopwatch.GetElapsedTime(start) >= Longest / 2)
                round = 0;
            var description = $"Round {round} of the load test.";
            var ticks = Measure(agent, buyer, Messages.PostJob(target, wallet, description, capability), description);
            if (round >= 0)
                latencies.Add(ticks);
            if (Pause > TimeSpan.Zero)
                Thread.Sleep(Pause);
        }

        return Latencies.Summarise([latencies]);
    }

    private static long Measure(AgentSocket agent, BuyerConnection buyer, byte[] request, string description)
    {
        var start = Stopwatch.GetTimestamp();
        buyer.Send(request);
        var message = agent.Receive("\"job_assignment\""u8);
        var ticks = Stopwatch.GetTimestamp() - start;

        buyer.ReceiveCreated();
        agent.Send(Messages.JobComplete(IdOf(message, description)));
        return ticks;
    }

    private static string IdOf(ReadOnlySpan<byte> assignment, string description)
    {
        try
        {
            var reader = new Utf8JsonReader(assignment);
            using var message = JsonDocument.ParseValue(ref reader);
            var job = message.RootElement.GetProperty("job");
            if (job.GetProperty("description").GetString() != description)
                throw new LoadTestException("Another job was assigned than the one posted.");
            return job.GetProperty("id").GetString() ?? "";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new LoadTestException($"The assignment is not of the protocol: {e.Message}");
        }
    }
}
