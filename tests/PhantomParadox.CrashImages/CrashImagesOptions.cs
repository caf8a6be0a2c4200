using System.Globalization;
using PhantomParadox.CrashImages.Recording;

namespace PhantomParadox.CrashImages;

/// <summary>What a campaign of crash images does.</summary>
internal sealed record CrashImagesOptions
{
    /// <summary>Images to start from; 1 or more.</summary>
    public int Images { get; init; } = 1_000;

    /// <summary>What load, cuts and losses are drawn from. Each market has the next one.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Images looked at at the same time; 1 or more.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>Images of one recording; 1 or more.</summary>
    public int ImagesPerLife { get; init; } = 120;

    /// <summary>Lives of one market, each from an image of the one before; 1 or more.</summary>
    public int Lives { get; init; } = 3;

    public PlantedDiskFault Planted { get; init; }

    /// <summary>The command that does the same again.</summary>
    public string Command => string.Create(
        CultureInfo.InvariantCulture, $"dotnet run --project tests/PhantomParadox.CrashImages -- --images {Images} --seed {Seed}");

    /// <exception cref="FormatException">A word is not understood.</exception>
    public static CrashImagesOptions Parse(string[] words)
    {
        var options = new CrashImagesOptions();
        for (var at = 0; at < words.Length; at += 2)
        {
            var value = at + 1 < words.Length ? words[at + 1] : throw new FormatException($"{words[at]} needs a value.");
            options = words[at] switch
            {
                "--images" => options with { Images = Number(words[at], value) },
                "--seed" => options with { Seed = Number(words[at], value) },
                "--workers" => options with { Workers = Number(words[at], value) },
                _ => throw new FormatException($"'{words[at]}' is not understood: --images, --seed and --workers are."),
            };
        }
        return options;
    }

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{name} is '{value}'; it must be a whole number of 1 or more.");
}
