using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Protocol.Rest;
using Xunit;

namespace PhantomParadox.Client.Tests;

/// <summary>A buyer's request is sent again where that is of use, always under the same key.</summary>
public sealed class RetryTests
{
    private const string Done = """{"success":true}""";

    private readonly FakeTimeProvider _time = new();
    private readonly Replies _replies = new();

    [Fact]
    public async Task ATransientRefusal_IsFollowedByTheSameRequest_UnderTheSameKey()
    {
        _replies.Add(HttpStatusCode.ServiceUnavailable, """{"code":"overloaded","outcome":"none","retryAfterMs":1000}""");
        _replies.Add(HttpStatusCode.GatewayTimeout, """{"code":"outcome_unknown","outcome":"unknown"}""");
        _replies.AddFault(new HttpRequestException(HttpRequestError.ConnectionError));
        _replies.Add(HttpStatusCode.OK, Done);

        await FinishAsync(Buyer().ApproveAsync(Guid.NewGuid()));

        Assert.Equal(4, _replies.Keys.Count);
        Assert.Single(_replies.Keys.Distinct());
        Assert.Single(_replies.Bodies.Distinct());
    }

    [Fact]
    public async Task EveryCall_HasAKeyOfItsOwn()
    {
        _replies.Add(HttpStatusCode.OK, Done);
        _replies.Add(HttpStatusCode.OK, Done);
        await Buyer().ApproveAsync(Guid.NewGuid());
        await Buyer().ApproveAsync(Guid.NewGuid());
        Assert.Equal(2, _replies.Keys.Distinct().Count());
    }

    [Fact]
    public async Task ACallersOwnKey_IsSent()
    {
        _replies.Add(HttpStatusCode.Conflict, """{"code":"already_settled"}""");
        await Assert.ThrowsAsync<MarketApiException>(() => Buyer().PostJobAsync(
            new CreateJobRequest { Type = "relay", Description = "d", Payment = new CreateJobPayment { Amount = 1, Currency = "SOL" } }, "mine"));
        Assert.Equal(["mine"], _replies.Keys);
    }

    [Fact]
    public async Task ItEnds_AfterFourTries_WithTheLastRefusal()
    {
        for (var tries = 0; tries < 4; tries++)
            _replies.Add(HttpStatusCode.ServiceUnavailable, """{"code":"storage_unavailable","outcome":"none"}""");
        var refused = await Assert.ThrowsAsync<MarketApiException>(() => FinishAsync(Buyer().ApproveAsync(Guid.NewGuid())));
        Assert.Equal(("storage_unavailable", 4), (refused.Code, _replies.Keys.Count));
    }

    [Fact]
    public async Task AMarketThatAsksForMorePatience_IsTheCallersToWaitFor()
    {
        _replies.Add(HttpStatusCode.ServiceUnavailable, """{"code":"draining","retryAfterMs":60000}""");
        var refused = await Assert.ThrowsAsync<MarketApiException>(() => Buyer().ApproveAsync(Guid.NewGuid()));
        Assert.Equal(TimeSpan.FromMinutes(1), refused.RetryAfter);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task ARefusalThatStands_IsNotRepeated(HttpStatusCode status)
    {
        _replies.Add(status, """{"code":"no"}""");
        await Assert.ThrowsAsync<MarketApiException>(() => Buyer().ApproveAsync(Guid.NewGuid()));
        Assert.Single(_replies.Keys);
    }

    [Fact]
    public async Task ATimeoutOfTheClient_IsRepeated_TheCallersGivingUpIsNot()
    {
        _replies.AddFault(new TaskCanceledException("slow", new TimeoutException()));
        _replies.Add(HttpStatusCode.OK, Done);
        await FinishAsync(Buyer().ApproveAsync(Guid.NewGuid()));
        Assert.Equal(2, _replies.Keys.Count);

        using var gaveUp = new CancellationTokenSource();
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Buyer().ApproveAsync(Guid.NewGuid(), gaveUp.Token));
        Assert.Equal(2, _replies.Keys.Count);
    }

    private BuyerClient Buyer() => new(new HttpClient(_replies) { BaseAddress = new Uri("http://market/") }, "buyer", _time);

    private async Task FinishAsync(Task call)
    {
        while (!call.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await call;
    }

    private sealed class Replies : HttpMessageHandler
    {
        private readonly Queue<object> _next = new();

        public List<string> Keys { get; } = [];

        public List<string> Bodies { get; } = [];

        public void Add(HttpStatusCode status, string body) =>
            _next.Enqueue(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

        public void AddFault(Exception fault) => _next.Enqueue(fault);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Keys.Add(request.Headers.GetValues("Idempotency-Key").Single());
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            var next = _next.Dequeue();
            return next is Exception fault ? throw fault : (HttpResponseMessage)next;
        }
    }
}
