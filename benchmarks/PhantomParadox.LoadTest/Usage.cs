namespace PhantomParadox.LoadTest;

/// <summary>What <c>--help</c> says.</summary>
internal static class Usage
{
    public const string Text = """
        Measures a host of PhantomParadox over real sockets on this machine. All runs are bounded in count and time.

        latency BASE_URL [--rounds 2000] [--warmup 500] [--pause 0] [--seconds 30]
            From POST /api/jobs to job_assignment on the agent's socket, one job at a time; --pause is ms between two jobs.
            A slow host is measured in fewer rounds: it ends after --seconds.

        heartbeats BASE_URL [--sockets 1000] [--inflight 1] [--seconds 5] [--warmup 2]
            Heartbeats answered per second; each socket is one agent with --inflight unanswered heartbeats.

        post BASE_URL [--connections 64] [--seconds 5] [--warmup 1] [--most 400000]
            POST /api/jobs per second on connections that are kept, one request at a time each. --most jobs at most are
            posted in all; nobody can take them, so they stay in the host's queue.

        idle BASE_URL --pid PID [--sockets 4000] [--warmup 1000] [--settle 3]
            Resident memory of process PID per connected agent that says nothing (Linux), beyond the --warmup agents that are
            connected before and stay. --settle is s before each reading.

        baseline heartbeats [BASE_URL] [--repeats 3] [options of heartbeats]
        baseline post [BASE_URL] [--repeats 3] [options of post]
        baseline idle [BASE_URL --pid PID] [options of idle]
            The host and, by turns in the same run, the bare thing it is compared with: a raw socket server that answers
            with the host's own acknowledgement, or a Kestrel endpoint without logic that answers with the host's own job.
            Prints medians and the ratio host / bare. Without BASE_URL the bare thing alone is measured.

        serve raw-heartbeats | bare-jobs [--answer BASE64]
            The bare thing alone, until its input ends; prints its port. For trying this program out.

        BASE_URL is http://127.0.0.1:PORT, or another loopback address; others are refused. The host must not limit rates
        or count per address: Development, or RateLimiting:Enabled=false with open identities.
        Start the host in Release, and let nothing else run: client and host share the cores.
        Exit code: 0 measured; 1 the host refused, failed or did not answer; 2 wrong usage.
        """;
}
