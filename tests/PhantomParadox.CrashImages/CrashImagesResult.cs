using System.Globalization;
using PhantomParadox.CrashImages.Disk;
using PhantomParadox.CrashImages.Recording;

namespace PhantomParadox.CrashImages;

/// <summary>What a campaign came to. That it has one means that nothing was wrong.</summary>
internal sealed class CrashImagesResult
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<Moment, int> _moments = [];
    private readonly SortedDictionary<Loss, int> _losses = [];

    public int Images { get; private set; }

    public int Lives { get; private set; }

    /// <summary>Writes that were recorded.</summary>
    public long Operations { get; private set; }

    /// <summary>Images that lost unsynced writes, and in which some were torn.</summary>
    public int WithLost { get; private set; }

    public int WithTorn { get; private set; }

    /// <summary>Images with a batch that was written and not acknowledged yet, and without one that had been under way.</summary>
    public int Ahead { get; private set; }

    public int Behind { get; private set; }

    /// <summary>Images whose market began from a snapshot.</summary>
    public int FromSnapshot { get; private set; }

    public int At(Moment moment) => _moments.GetValueOrDefault(moment);

    public void Lived(int operations)
    {
        Lives++;
        Operations += operations;
    }

    public void Add(Moment moment, PowerCut cut, long head, long acknowledged, long written, long fromSnapshot)
    {
        lock (_gate)
        {
            Images++;
            _moments[moment] = _moments.GetValueOrDefault(moment) + 1;
            _losses[cut.Loss] = _losses.GetValueOrDefault(cut.Loss) + 1;
            WithLost += cut.Lost > 0 ? 1 : 0;
            WithTorn += cut.Torn > 0 ? 1 : 0;
            Ahead += head > acknowledged ? 1 : 0;
            Behind += head < written ? 1 : 0;
            FromSnapshot += fromSnapshot > 0 ? 1 : 0;
        }
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Images} images of {Lives} lives with {Operations} writes and syncs: {WithLost} lost writes, {WithTorn} have torn ones, "
        + $"{Ahead} kept an unacknowledged batch, {Behind} lost one, {FromSnapshot} began from a snapshot; at {Counts(_moments)}; lost {Counts(_losses)}; broken: 0");

    private static string Counts<T>(SortedDictionary<T, int> counts)
        where T : notnull => string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"));
}
