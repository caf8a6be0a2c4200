using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PhantomParadox.Hosting;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests;

/// <summary>Money outside as the wire shows it: payouts to operators, deposits to buyers, and wallets that can be paid.</summary>
public sealed class PayoutEndpointTests : IAsyncLifetime
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string Ada = "4uQeVj5tqViQh7yWWGStvkEG1Zmhx6uasJtWCJziofM";
    private const string Buyer = "8qbHbw2BbbTHBW1sbeqakYXVKRQM8Ne7pLK7m6CVfeR";
    private const string Reference = "CktRuQ2mttgRGkXJtyksdKHjUdc2C4TgDzyB98oEzy8";

    private readonly StringBuilder _log = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync() => (_app, _client) = await StartAsync(Key);

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task AnOperator_ListsReads_AndResolvesPayouts()
    {
        var payout = await OpenAsync();
        await Market.RecordPayoutAsync(payout, new PayoutLook(PayoutFate.Doubtful, Detail: "two answers"));

        var list = await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/payouts?status=review&limit=5");
        Assert.Equal((1, 0), (list.GetProperty("count").GetInt32(), list.GetProperty("settlement").GetProperty("held").GetArrayLength()));
        var shown = Assert.Single(list.GetProperty("payouts").EnumerateArray());
        Assert.Equal(
            ("review", "SOL", 5, "signature-1", "solana:test", 1_000, 5_000, "two answers"),
            (shown.GetProperty("status").GetString(), shown.GetProperty("currency").GetString(), shown.GetProperty("amount").GetInt32(), shown.GetProperty("signature").GetString(),
                shown.GetProperty("network").GetString(), shown.GetProperty("lastValidBlockHeight").GetInt32(), shown.GetProperty("fee").GetInt32(), shown.GetProperty("detail").GetString()));
        Assert.Equal((Ada, 5), (shown.GetProperty("lines")[0].GetProperty("wallet").GetString(), shown.GetProperty("lines")[0].GetProperty("amount").GetInt32()));
        Assert.DoesNotContain("bytes", shown.ToString(), StringComparison.OrdinalIgnoreCase);

        var path = $"/api/payouts/{payout}";
        Assert.Equal("review", (await SendAsync(HttpStatusCode.OK, HttpMethod.Get, path)).GetProperty("payout").GetProperty("status").GetString());
        var resolved = await SendAsync(HttpStatusCode.OK, HttpMethod.Post, path + "/resolve", """{"paid":false,"note":"absent"}""");
        Assert.Equal(("released", "absent"), (resolved.GetProperty("payout").GetProperty("status").GetString(), resolved.GetProperty("payout").GetProperty("detail").GetString()));
        Assert.Equal("invalid_state", await CodeAsync(HttpStatusCode.Conflict, HttpMethod.Post, path + "/resolve", """{"paid":true,"note":"once more"}"""));
    }

    [Fact]
    public async Task APage_GoesOn_WhereItsCursorSays()
    {
        await OpenAsync(1);
        await OpenAsync(2);
        var first = await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/payouts?limit=1");
        var second = await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/payouts?limit=1&cursor=" + first.GetProperty("nextCursor").GetString());
        Assert.Equal("signature-2", first.GetProperty("payouts")[0].GetProperty("signature").GetString());
        Assert.Equal("signature-1", second.GetProperty("payouts")[0].GetProperty("signature").GetString());
    }

    [Fact]
    public async Task WhatIsOwed_IsListed_PageByPage_WithSinceWhen()
    {
        await OpenAsync(1);
        await OpenAsync(2);
        Assert.Equal(0, (await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/payouts/owed?currency=SOL")).GetProperty("count").GetInt32());
        foreach (var payout in (await Market.ListPayoutsAsync(new PayoutQuery())).Value.Items.Reverse())
            await Market.RecordPayoutAsync(payout.Id, new PayoutLook(PayoutFate.Expired));

        var first = await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/payouts/owed?currency=SOL&limit=1&atLeast=5");
        var second = await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/payouts/owed?currency=SOL&limit=1&cursor=" + first.GetProperty("nextCursor").GetString());

        Assert.Equal(("SOL", 1, 10), (first.GetProperty("currency").GetString(), first.GetProperty("count").GetInt32(), first.GetProperty("total").GetInt32()));
        Assert.False(first.TryGetProperty("leftToday", out _));
        Assert.Equal((Ada, 5), Shown(first));
        Assert.Equal((Buyer, 5), Shown(second));
        Assert.InRange(first.GetProperty("owed")[0].GetProperty("since").GetInt64(), 1, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 60_000);
        Assert.False(second.TryGetProperty("nextCursor", out _));
        Assert.Equal(0, (await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/payouts/owed?currency=SOL&atLeast=6")).GetProperty("count").GetInt32());
        Assert.Equal(0, (await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/payouts/owed?currency=USDC")).GetProperty("total").GetInt32());

        static (string?, int) Shown(JsonElement page) =>
            (page.GetProperty("owed")[0].GetProperty("wallet").GetString(), page.GetProperty("owed")[0].GetProperty("amount").GetInt32());
    }

    [Theory]
    [InlineData("", "currency")]
    [InlineData("?currency=DOGE", "currency")]
    [InlineData("?currency=SOL&currency=USDC", "currency")]
    [InlineData("?currency=SOL&atLeast=0", "atLeast")]
    [InlineData("?currency=SOL&atLeast=-1", "atLeast")]
    [InlineData("?currency=SOL&atLeast=18446744073709551616", "atLeast")]
    [InlineData("?currency=SOL&limit=0", "limit")]
    [InlineData("?currency=SOL&cursor=x", "cursor")]
    [InlineData("?atLeast=x&limit=y", "atLeast", "currency", "limit")]
    public async Task ABadQuestionForWhatIsOwed_NamesItsParameters(string query, params string[] names)
    {
        var problem = await SendAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "/api/payouts/owed" + query);
        Assert.Equal("validation_failed", problem.GetProperty("code").GetString());
        Assert.Equal(names, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("?status=done", "status")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?cursor=x", "cursor")]
    [InlineData("?status=done&limit=-1", "limit", "status")]
    public async Task ABadQuestionForPayouts_NamesItsParameters(string query, params string[] names)
    {
        var problem = await SendAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "/api/payouts" + query);
        Assert.Equal(names, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer 0123456789abcdef0123456789abcdeF")]
    [InlineData("Bearer 0123456789abcdef0123456789abcdef0")]
    [InlineData("Basic 0123456789abcdef0123456789abcdef")]
    public async Task WhoDoesNotSendTheKey_Is401_WhateverIsAsked(string? authorization)
    {
        (HttpMethod, string)[] all =
        [
            (HttpMethod.Get, "/api/payouts"), (HttpMethod.Get, "/api/payouts/owed"), (HttpMethod.Get, "/api/payouts/x"), (HttpMethod.Post, "/api/payouts/x/resolve"),
        ];
        foreach (var (method, path) in all)
        {
            using var request = new HttpRequestMessage(method, path);
            if (authorization is not null)
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var reply = await _client.SendAsync(request);
            Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (reply.StatusCode, reply.Headers.WwwAuthenticate.ToString()));
            Assert.Equal("unauthorized", (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task TheKey_IsInNoLog()
    {
        await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/payouts");
        await CodeAsync(HttpStatusCode.NotFound, HttpMethod.Get, "/api/payouts/x");
        lock (_log)
        {
            Assert.Contains("/api/payouts", _log.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Key, _log.ToString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task WithoutAKey_TheEndpointsDoNotExist()
    {
        var (app, client) = await StartAsync(key: null);
        await using (app)
        using (client)
        {
            using var reply = await client.GetAsync("/api/payouts");
            Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        }
    }

    [Fact]
    public async Task AShortKey_StopsTheStart_AndIsNotRepeated()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(Key[..31]));
        Assert.StartsWith("Operator:Key must have 32", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key[..31], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "note", "paid")]
    [InlineData("""{"paid":true,"note":" "}""", "note")]
    public async Task ABadResolution_NamesItsFields(string body, params string[] fields)
    {
        var problem = await SendAsync(HttpStatusCode.BadRequest, HttpMethod.Post, $"/api/payouts/{Guid.NewGuid()}/resolve", body);
        Assert.Equal(fields, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WhatIsNotThere_Is404_AndABadFilter400()
    {
        Assert.Equal("payout_not_found", await CodeAsync(HttpStatusCode.NotFound, HttpMethod.Get, "/api/payouts/x"));
        Assert.Equal("payout_not_found", await CodeAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"/api/payouts/{Guid.NewGuid()}"));
        Assert.Equal("payout_not_found", await CodeAsync(HttpStatusCode.NotFound, HttpMethod.Post, $"/api/payouts/{Guid.NewGuid()}/resolve", """{"paid":true,"note":"n"}"""));
        Assert.Equal("validation_failed", await CodeAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "/api/payouts?status=done"));
        Assert.Equal("validation_failed", await CodeAsync(HttpStatusCode.BadRequest, HttpMethod.Get, "/api/payouts?cursor=x"));
    }

    [Fact]
    public async Task AJob_SaysWhatDepositItWaitsFor_AndWhatCame()
    {
        var created = (await SendAsync(HttpStatusCode.Created, HttpMethod.Post, "/api/jobs", Job(Buyer, Reference))).GetProperty("job");
        var deposit = created.GetProperty("payment").GetProperty("deposit");
        Assert.Equal(
            ("escrow-Sol", 5_000, Reference, 0, "awaited"),
            (deposit.GetProperty("to").GetString(), deposit.GetProperty("amount").GetInt32(), deposit.GetProperty("reference").GetString(),
                deposit.GetProperty("arrived").GetInt32(), deposit.GetProperty("status").GetString()));
        Assert.Equal(created.GetProperty("createdAt").GetInt64() + 1_800_000, deposit.GetProperty("expiresAt").GetInt64());
        Assert.Equal(("pending", "none"), (created.GetProperty("status").GetString(), created.GetProperty("settlement").GetString()));
        Assert.Equal(0, (await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/jobs/available")).GetProperty("count").GetInt32());

        var order = Assert.Single((await Market.ListDepositOrdersAsync(null, 10)).Value.Items);
        await Market.CountDepositAsync(order.Reference, new ArrivedDeposit("tx", 5_000, Currency.Sol, order.OpenedAt, 9));
        var job = (await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/jobs/" + created.GetProperty("id").GetString())).GetProperty("job");
        deposit = job.GetProperty("payment").GetProperty("deposit");
        Assert.Equal((5_000, "funded", "escrowed"), (deposit.GetProperty("arrived").GetInt32(), deposit.GetProperty("status").GetString(), job.GetProperty("settlement").GetString()));
        Assert.Equal(1, (await SendAsync(HttpStatusCode.OK, HttpMethod.Get, "/api/jobs/available")).GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0OIl")]
    [InlineData("é")]
    [InlineData("11111111111111111111111111111111")]
    [InlineData("111111111111111111111111111111111")]
    [InlineData("JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFGJEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFG")]
    public async Task ABadReference_IsNamed(string reference)
    {
        var problem = await SendAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "/api/jobs", Job(Buyer, reference));
        Assert.Equal(["payment.reference"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task AMissingReference_IsNamed_WhereDepositsAreAskedFor()
    {
        var problem = await SendAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "/api/jobs", Job(Buyer, reference: null));
        Assert.Equal(["payment.reference"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("/api/jobs", "brainsAddress", null)]
    [InlineData("/api/jobs/x/approve", "brainsAddress", """{"brainsAddress":"bob"}""")]
    [InlineData("/api/jobs/x/reject", "brainsAddress", """{"brainsAddress":"bob","reason":"r"}""")]
    [InlineData("/api/jobs/x/cancel", "brainsAddress", """{"brainsAddress":"bob"}""")]
    [InlineData("/api/jobs/x/claim", "walletAddress", """{"walletAddress":"bob"}""")]
    [InlineData("/api/jobs/x/complete", "walletAddress", """{"walletAddress":"bob"}""")]
    [InlineData("/api/disputes/x/evidence", "submitter", """{"submitter":"bob","type":"text","title":"t","dataHash":"h"}""")]
    [InlineData("/api/disputes/x/appeal", "wallet", """{"wallet":"bob"}""")]
    public async Task AWallet_ThatCouldNotBePaid_IsRefusedByItsField(string path, string field, string? body)
    {
        var problem = await SendAsync(HttpStatusCode.BadRequest, HttpMethod.Post, path, body ?? Job("bob", Reference));
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Contains("32 bytes in base58", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private LocalMarket Market => _app.Services.GetRequiredService<LocalMarket>();

    private static string Job(string buyer, string? reference) => JsonSerializer.Serialize(
        new { type = "compute", brainsAddress = buyer, description = "d", payment = new { amount = 5_000, currency = "SOL", reference } });

    private async Task<(WebApplication App, HttpClient Client)> StartAsync(string? key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new Log(_log));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPhantomParadox(options => options.Payments.RequireEscrow = true)
            // Nothing of this goes out: each payout is the test's own.
            .UseSettlement(_ => new Rails()).UseDeposits(_ => new Rails()).ConfigureSettlement(options => options.PayoutsPaused = true);
        builder.Services.AddPhantomParadoxRest();
        builder.Services.Configure<OperatorOptions>(options => options.Key = key);
        var app = builder.Build();
        app.MapPhantomParadox();
        app.MapPhantomParadoxFallback();
        await app.StartAsync();
        return (app, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });
    }

    /// <summary>Has an agent earn five lamports, and opens the payout of them.</summary>
    private async Task<PayoutId> OpenAsync(int number = 1)
    {
        var wallet = number == 1 ? Ada : Buyer;
        await Market.OpenSessionAsync(new SessionId((ulong)number), new AgentProfile { Wallet = wallet, Capabilities = ["none"] });
        var job = (await Market.PostJobAsync(new JobSpec
        {
            Type = JobType.Compute, Buyer = "buyer", Description = "work", Amount = 5, DepositReference = new DepositReference(9, (UInt128)number),
        })).Value.Id;
        var order = (await Market.GetJobAsync(job)).Value.Deposit!;
        await Market.CountDepositAsync(order.Reference, new ArrivedDeposit($"tx-{number}", 5, Currency.Sol, order.OpenedAt, 9));
        await Market.ClaimJobAsync(job, wallet);
        await Market.CompleteJobAsync(job, wallet, new JobResult());
        var opened = await Market.OpenPayoutAsync(new PayoutOpening(
            new PayoutId(Guid.CreateVersion7()), Currency.Sol, [new PayoutLine(wallet, 5)], new SignedPayout($"signature-{number}", new byte[] { 1, 2, 3 }, 1_000, 5_000, "solana:test")));
        Assert.Null(opened.Refusal);
        return opened.Value.Id;
    }

    private async Task<string?> CodeAsync(HttpStatusCode status, HttpMethod method, string path, string? body = null) =>
        (await SendAsync(status, method, path, body)).GetProperty("code").GetString();

    private async Task<JsonElement> SendAsync(HttpStatusCode status, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", "bearer " + Key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var reply = await _client.SendAsync(request);
        var answer = await reply.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(status == reply.StatusCode, $"{path}: {reply.StatusCode} {answer}");
        return answer;
    }

    /// <summary>A settlement and a source of deposits where nothing ever happens.</summary>
    private sealed class Rails : ISettlement, IDepositSource
    {
        public string AddressFor(Currency currency) => "escrow-" + currency;

        public ValueTask<IReadOnlyList<ArrivedDeposit>> FindAsync(DepositReference reference, Currency currency, CancellationToken cancellationToken) => new([]);

        // What is asked here never knows its network: the clerk leaves the test's payouts open.
        public ValueTask<string> GetNetworkAsync(CancellationToken cancellationToken) => throw new SettlementException("No network.");

        public ValueTask<PayoutSigning> SignAsync(PayoutOrder order, CancellationToken cancellationToken) => throw new SettlementException("No network.");

        public ValueTask SendAsync(SignedPayout payout, CancellationToken cancellationToken) => throw new SettlementException("No network.");

        public ValueTask<PayoutLook> LookAsync(SignedPayout payout, CancellationToken cancellationToken) => throw new SettlementException("No network.");
    }

    private sealed class Log(StringBuilder lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
                lines.Append(formatter(state, exception)).Append(exception).AppendLine();
        }

        public void Dispose()
        {
        }
    }
}
