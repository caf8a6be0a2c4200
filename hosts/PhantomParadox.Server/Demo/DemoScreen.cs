using PhantomParadox.Client;

namespace PhantomParadox.Server.Demo;

/// <summary>Shows the demo: a view that redraws itself on a terminal, a line now and then elsewhere.</summary>
internal sealed class DemoScreen(DemoFigures figures, DemoLog log, TimeProvider time, TextWriter output, bool isTerminal)
{
    private const int Width = 100;
    private static readonly TimeSpan Redraw = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Report = TimeSpan.FromSeconds(2);

    private int _drawn;

    public async Task RunAsync(Uri address, BuyerClient market, CancellationToken cancellationToken)
    {
        var rate = new RateMeter(time);
        await output.WriteLineAsync($"PhantomParadox demo: open {address} to watch. Ctrl+C ends it.");
        await output.WriteLineAsync(
            $"{DemoCast.Agents.Count} agents and {DemoCast.Buyers.Count} buyers trade over HTTP and WebSocket. All is in memory, and everybody is who they say they are.");
        using var timer = new PeriodicTimer(isTerminal ? Redraw : Report, time);
        try
        {
            do
            {
                await ShowAsync(address, market, rate, cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            WriteLog();
            if (!isTerminal)
                await WriteCourtAsync();
            await output.WriteLineAsync($"The demo has ended: assigned={figures.Assigned} done={figures.Done} paid={figures.Paid} ruled={figures.Ruled}");
            await output.FlushAsync(CancellationToken.None);
        }
    }

    private async Task ShowAsync(Uri address, BuyerClient market, RateMeter rate, CancellationToken cancellationToken)
    {
        try
        {
            var statistics = await market.GetStatisticsAsync(cancellationToken);
            var done = figures.Done;
            var now = new DemoSnapshot(
                statistics, figures.Assigned, done, figures.Paid, figures.Wrong, rate.Read(done), figures.Clock.Median, figures.Latest, figures.Court);
            if (isTerminal)
            {
                Draw(DemoText.View(now, address));
            }
            else
            {
                await WriteCourtAsync();
                await output.WriteLineAsync(DemoText.Summary(now));
            }
        }
        catch (Exception fault) when (fault is MarketApiException or HttpRequestException)
        {
            Clear();
            await output.WriteLineAsync("The market gives no figures: " + DemoText.Fit(fault.Message, Width));
        }

        await output.FlushAsync(cancellationToken);
    }

    private async Task WriteCourtAsync()
    {
        foreach (var line in figures.TakeCourt())
            await output.WriteLineAsync(DemoText.Fit(line, int.MaxValue));
    }

    private void Draw(IReadOnlyList<string> lines)
    {
        WriteLog();
        var width = TerminalWidth();
        foreach (var line in lines)
            output.WriteLine(DemoText.Fit(line, width));
        _drawn = lines.Count;
    }

    /// <summary>Writes what was logged where the view stood; the view follows below.</summary>
    private void WriteLog()
    {
        Clear();
        foreach (var line in log.Take())
            output.WriteLine(line);
    }

    private void Clear()
    {
        // Up to the view's first line, and everything from there on is erased.
        if (_drawn > 0)
            output.Write($"\e[{_drawn}F\e[J");
        _drawn = 0;
    }

    private static int TerminalWidth()
    {
        try
        {
            // A line as wide as the terminal would take two.
            return Console.WindowWidth > 1 ? Console.WindowWidth - 1 : Width;
        }
        catch (IOException)
        {
            return Width;
        }
    }
}
