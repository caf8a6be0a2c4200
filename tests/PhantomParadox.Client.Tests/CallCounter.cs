using PhantomParadox.EndToEnd;

namespace PhantomParadox.Client.Tests;

/// <summary>Counts the calls that a market has answered, by the last part of their path.</summary>
internal sealed class CallCounter : DelegatingHandler
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = [];
    private TaskCompletionSource _counted = Signal();

    public CallCounter()
        : base(new SocketsHttpHandler()) => Http = new HttpClient(this, disposeHandler: false);

    public HttpClient Http { get; }

    public Uri? BaseAddress
    {
        get => Http.BaseAddress;
        set => Http.BaseAddress = value;
    }

    /// <summary>Waits until so many calls were answered.</summary>
    public async Task UntilAsync(string action, int count)
    {
        while (true)
        {
            Task counted;
            lock (_gate)
            {
                if (_counts.GetValueOrDefault(action) >= count)
                    return;
                counted = _counted.Task;
            }

            await counted.WaitAsync(MarketServer.Patience);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        TaskCompletionSource counted;
        lock (_gate)
        {
            var action = request.RequestUri!.Segments[^1];
            _counts[action] = _counts.GetValueOrDefault(action) + 1;
            (counted, _counted) = (_counted, Signal());
        }

        counted.SetResult();
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Http.Dispose();
        base.Dispose(disposing);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
