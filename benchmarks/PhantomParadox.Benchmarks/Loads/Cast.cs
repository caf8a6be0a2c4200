namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Who plays in a load: wallets of agents, what they can do, and what buyers post.</summary>
internal sealed class Cast
{
    public const int DescriptionBytes = 120;
    public const ulong BaseAmount = 1_000_000;

    /// <summary>More than any agent has.</summary>
    public const int NobodysBandwidth = 1_000_000;

    private static readonly string[] Kinds = ["relay", "compute", "storage", "verify"];

    private readonly string[] _wallets;
    private readonly JobSpec[] _specs;

    public Cast(int agents, int buyers)
    {
        _wallets = new string[agents];
        for (var agent = 0; agent < agents; agent++)
            _wallets[agent] = $"agent{agent:00000000}";
        _specs = new JobSpec[buyers];
        for (var buyer = 0; buyer < buyers; buyer++)
        {
            _specs[buyer] = new JobSpec
            {
                Type = (JobType)(1 + buyer % Kinds.Length),
                Buyer = $"buyer{buyer:000}",
                Description = new string('d', DescriptionBytes),
                // The buyer's number above a base: whoever gets the job knows its buyer without a look-up.
                Amount = BaseAmount + (ulong)buyer,
                AutoApprove = false,
                Requirements = new JobRequirements { MinBandwidth = 10 * (1 + buyer % 8) },
            };
        }
    }

    public static ProgressReport Begun { get; } = new() { Progress = 10 };

    public static JobResult Done { get; } = new() { Output = "delivered", ProofHash = "9f86d081884c7d65" };

    public int Agents => _wallets.Length;

    public int Buyers => _specs.Length;

    public static SessionId SessionOf(int agent) => new((ulong)agent + 1);

    public JobSpec SpecOf(int buyer) => _specs[buyer];

    public string WalletOf(SessionId session) => _wallets[session.Value - 1];

    public int BuyerOf(JobRecord job) => (int)(job.Spec.Amount - BaseAmount);

    // Half the agents can do everything, the others one kind of work; bandwidths are many.
    public AgentProfile ProfileOf(int agent) => new()
    {
        Wallet = _wallets[agent],
        Platform = "bench",
        Capabilities = (agent & 1) == 0 ? Kinds : [Kinds[agent / 2 % Kinds.Length]],
        MaxBandwidth = 10 + agent % 1_000,
    };
}
