using PhantomParadox.CrashImages;
using PhantomParadox.CrashImages.Recording;
using Xunit;
using Xunit.Abstractions;

namespace PhantomParadox.CrashTests;

/// <summary>RELIABILITY P2: what was acknowledged survives a loss of power. Longer campaigns: docs/reliability.md.</summary>
[Collection("hosts")]
public sealed class CrashImageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task NothingAcknowledged_IsLost_WhenThePowerIsCut()
    {
        var result = await ImageCampaign.RunAsync(new CrashImagesOptions { Images = 500, Seed = 20_261_125, ImagesPerLife = 84 }, output.WriteLine);

        Assert.Equal((500, 6), (result.Images, result.Lives));
        // Cuts at which everything was on the disk already, or nothing was under way, would prove little.
        Assert.True(result is { WithLost: > 100, WithTorn: > 50, Ahead: > 10, Behind: > 50, FromSnapshot: > 100 }, result.ToString());
        Assert.All(Enum.GetValues<Moment>(), moment => Assert.True(result.At(moment) > 0, $"No power cut at {moment}. {result}"));
    }

    [Theory]
    [InlineData("NoSyncs")]
    [InlineData("NoSyncsOfLogs")]
    [InlineData("EarlyAnswers")]
    public async Task Finds_APlantedFault_WithinFiftyImages(string planted)
    {
        var options = new CrashImagesOptions { Images = 50, Seed = 1, ImagesPerLife = 50, Planted = Enum.Parse<PlantedDiskFault>(planted) };

        var found = await Assert.ThrowsAsync<CrashImagesFailedException>(() => ImageCampaign.RunAsync(options, output.WriteLine));

        output.WriteLine($"After {found.ImagesBefore} images: {found.Message}");
        if (found.Left is { } left)
            Directory.Delete(left, recursive: true);
    }

    [Theory]
    [InlineData("--images", "0")]
    [InlineData("--seed", "x")]
    [InlineData("--speed", "1")]
    [InlineData("--images")]
    public void Refuses_AnOption_ItDoesNotUnderstand(params string[] words) =>
        Assert.Contains(words[0], Assert.Throws<FormatException>(() => CrashImagesOptions.Parse(words)).Message, StringComparison.Ordinal);
}
