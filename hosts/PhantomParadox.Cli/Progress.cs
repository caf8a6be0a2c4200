using System.Globalization;

namespace PhantomParadox.Cli;

/// <summary>Says on standard error how far long work is: nothing for two seconds, then a line every two.</summary>
internal sealed class Progress(string what, TextWriter error, TimeProvider? time = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long _told = (time ?? TimeProvider.System).GetTimestamp();

    public void Report(long done, long all)
    {
        if (all <= 0 || _time.GetElapsedTime(_told) < Pause)
            return;
        _told = _time.GetTimestamp();
        error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {100 * (Int128)done / all}% ({done} of {all})"));
    }
}
