using System.Globalization;

namespace PhantomParadox.CrashCampaign;

/// <summary>What a campaign does.</summary>
internal sealed record CampaignOptions
{
    /// <summary>How often something is killed; 1 or more.</summary>
    public int Kills { get; init; } = 25;

    /// <summary>What chance is drawn from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether the market is kept in Redis, which is killed too, rather than on SQLite.</summary>
    public bool Redis { get; init; }

    /// <summary>Whether it is a host that pays on a local chain, killed while it does, rather than one whose clients are held against it.</summary>
    public bool Payouts { get; init; }

    /// <summary>After how many kills a new market begins; 1 or more.</summary>
    public int KillsPerLife { get; init; } = 25;

    /// <summary>The command that does the same again.</summary>
    public string Command => string.Create(
        CultureInfo.InvariantCulture,
        $"dotnet run --project tests/PhantomParadox.CrashCampaign -- --kills {Kills} --seed {Seed} {(Payouts ? "--payouts" : $"--storage {(Redis ? "redis" : "sqlite")}")}");

    /// <exception cref="FormatException">A word is not understood.</exception>
    public static CampaignOptions Parse(string[] words)
    {
        var options = new CampaignOptions();
        for (var at = 0; at < words.Length; at += 2)
        {
            if (words[at] == "--payouts")
            {
                options = options with { Payouts = true };
                at--;
                continue;
            }

            var value = at + 1 < words.Length ? words[at + 1] : throw new FormatException($"{words[at]} needs a value.");
            options = words[at] switch
            {
                "--kills" => options with { Kills = Number(words[at], value, 1) },
                "--seed" => options with { Seed = Number(words[at], value, int.MinValue) },
                "--storage" when value is "sqlite" or "redis" => options with { Redis = value == "redis" },
                "--storage" => throw new FormatException($"--storage is '{value}'; it must be sqlite or redis."),
                _ => throw new FormatException($"'{words[at]}' is not understood: --kills, --seed, --storage and --payouts are."),
            };
        }

        return options is { Payouts: true, Redis: true } ? throw new FormatException("--payouts runs on --storage sqlite, whose files are held against the chain.") : options;
    }

    private static int Number(string name, string value, int least) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new FormatException($"{name} is '{value}'; it must be a whole number{(least == 1 ? " of 1 or more" : "")}.");
}
