using PhantomParadox.CrashImages.Checks;
using PhantomParadox.CrashImages.Disk;
using PhantomParadox.CrashImages.Load;
using PhantomParadox.CrashImages.Recording;
using PhantomParadox.Testing;

namespace PhantomParadox.CrashImages;

/// <summary>Markets whose power is cut again and again, one after another.</summary>
internal sealed class ImageCampaign(CrashImagesOptions options)
{
    private static readonly Moment[] Moments = Enum.GetValues<Moment>();

    private readonly CrashImagesResult _result = new();
    private int _broken;

    /// <summary>Runs one.</summary>
    /// <param name="options">What it does.</param>
    /// <param name="tell">Told how it goes.</param>
    /// <exception cref="CrashImagesFailedException">A promise is broken.</exception>
    public static async Task<CrashImagesResult> RunAsync(CrashImagesOptions options, Action<string> tell)
    {
        var campaign = new ImageCampaign(options);
        for (var seed = options.Seed; campaign._result.Images < options.Images; seed++)
        {
            await campaign.MarketAsync(seed);
            tell($"seed {seed}: {campaign._result}");
        }
        return campaign._result;
    }

    // One market: recorded from nothing, then from what a power cut left of it, and again.
    private async Task MarketAsync(int seed)
    {
        var chance = new SeededChance((ulong)seed);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var (history, start) = (new History(), RecordedLife.FirstStart);
        for (var life = 1; life <= options.Lives && _result.Images < options.Images; life++)
        {
            var recording = await RecordAsync(files, history, start, chance, life);
            _result.Lived(recording.Operations.Count);
            var hashes = new StateHashes(recording.History);
            var images = Draw(recording, chance, Math.Min(options.ImagesPerLife, options.Images - _result.Images));
            PowerFailure? last = null;
            var work = new ParallelOptions { MaxDegreeOfParallelism = options.Workers };
            await Parallel.ForEachAsync(images, work, async (image, _) =>
            {
                await CheckAsync(image, recording, hashes, $"seed {seed}, life {life}");
                if (image.IsLast)
                    last = image;
            });
            (files, history, start) = (last!.Files, recording.History.After(last.Moment, last.Head), recording.End);
        }
    }

    private async Task<RecordedDisk> RecordAsync(
        Dictionary<string, byte[]> files, History history, DateTimeOffset start, SeededChance chance, int life)
    {
        var folder = MarketGround.MakeFolder();
        try
        {
            Write(folder, files);
            var recording = await new RecordedLife(folder, history, start, chance) { Planted = options.Planted }.RunAsync(life);
            if (recording.History.Faults.Count > 0)
                throw Failed($"life {life}: {recording.History.Faults[0]}", null);
            if (recording.IsWhole && MissedIn(recording, folder) is { } missed)
                throw Failed($"life {life}: {missed} is not as it was recorded", null);
            return recording;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A write that was not seen would be missed in every image.
    private static string? MissedIn(RecordedDisk recording, string folder)
    {
        var disk = new FollowedDisk(recording.Base, recording.Operations);
        disk.GoTo(recording.Operations.Count);
        return disk.Lose(new PowerCut(new SeededChance(0), Loss.None)).Where(file => !file.Key.EndsWith(".mark", StringComparison.Ordinal))
            .FirstOrDefault(file => !file.Value.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, file.Key)))).Key;
    }

    // The moments in the order of the recording, which the disk follows once.
    private static IEnumerable<PowerFailure> Draw(RecordedDisk recording, SeededChance chance, int count)
    {
        var disk = new FollowedDisk(recording.Base, recording.Operations);
        var byMoment = Moments.ToDictionary(
            moment => moment, moment => Enumerable.Range(0, recording.Operations.Count).Where(at => recording.Operations[at].Moment == moment).ToArray());
        var moments = Moments.Where(moment => byMoment[moment].Length > 0).ToArray();
        var cuts = Enumerable.Range(0, count).Select(_ => chance.Pick(byMoment[chance.Pick(moments)]) + 1).Order().ToArray();
        var last = chance.Below(count);
        for (var index = 0; index < count; index++)
        {
            disk.GoTo(cuts[index]);
            var cut = PowerCut.Any(chance.Fork());
            yield return new PowerFailure(cuts[index], recording.Operations[cuts[index] - 1].Moment, cut, disk.Lose(cut)) { IsLast = index == last };
        }
    }

    private async Task CheckAsync(PowerFailure image, RecordedDisk recording, StateHashes hashes, string where)
    {
        var folder = MarketGround.MakeFolder();
        Write(folder, image.Files);
        var check = new ImageCheck(folder, recording.History, image.Moment, hashes, recording.End);
        try
        {
            await check.RunAsync();
        }
        catch (PromiseBrokenException broken)
        {
            // The files as the power cut left them: starting has changed those that were looked at.
            Directory.Delete(folder, recursive: true);
            if (Interlocked.Increment(ref _broken) == 1)
                Write(Directory.CreateDirectory(folder).FullName, image.Files);
            throw Failed(
                $"""
                {where}, after {image.Moment} of {recording.Operations.Count} operations ({image.At}; lost {image.Cut.Loss}: {image.Cut.Lost} writes, {image.Cut.Torn} torn): {broken.Message}
                What the power cut left: {folder}
                """, broken, folder);
        }
        image.Head = check.Head;
        _result.Add(
            image.At, image.Cut, check.Head, recording.History.AcknowledgedAt(image.Moment), recording.History.WrittenAt(image.Moment), check.FromSnapshot);
        Directory.Delete(folder, recursive: true);
    }

    private CrashImagesFailedException Failed(string what, Exception? cause, string? left = null) =>
        new($"{what}\nRepeat: {options.Command}", cause) { ImagesBefore = _result.Images, Left = left };

    private static void Write(string folder, Dictionary<string, byte[]> files)
    {
        foreach (var (name, bytes) in files)
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }

    /// <summary>An image, and where it comes from.</summary>
    private sealed record PowerFailure(int Moment, Moment At, PowerCut Cut, Dictionary<string, byte[]> Files)
    {
        /// <summary>Whether the market lives on from it.</summary>
        public bool IsLast { get; init; }

        public long Head { get; set; }
    }
}
