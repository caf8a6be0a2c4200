using System.Net;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Client;

/// <summary>What a juror tells the market. A market that is full or can't be reached is told again until it has answered.</summary>
internal sealed class CourtCalls(MarketHttp http, AgentClientOptions options, TimeProvider time)
{
    /// <summary>Answers an invitation.</summary>
    /// <returns>The code of the refusal; null where the answer was taken.</returns>
    public Task<string?> AnswerAsync(string dispute, string agent, bool accepts, CancellationToken cancellationToken) => TellAsync(
        () => http.PostAsync(
            $"{PathOf(dispute)}/jury/{(accepts ? "accept" : "decline")}",
            new JuryAnswerRequest { AgentId = agent },
            RestJson.Default.JuryAnswerRequest,
            RestJson.Default.SuccessReply,
            cancellationToken),
        cancellationToken);

    /// <summary>Votes, seals or reveals.</summary>
    /// <returns>The code of the refusal; null where the vote was taken.</returns>
    public Task<string?> VoteAsync(string dispute, VoteRequest vote, CancellationToken cancellationToken) => TellAsync(
        () => http.PostAsync($"{PathOf(dispute)}/vote", vote, RestJson.Default.VoteRequest, RestJson.Default.SuccessReply, cancellationToken),
        cancellationToken);

    /// <summary>Reads what juries ask of an agent; null where the market won't say.</summary>
    public async Task<JuryDutiesReply?> DutiesAsync(string agent, CancellationToken cancellationToken)
    {
        JuryDutiesReply? duties = null;
        await TellAsync(
            async () => duties = await http.GetAsync(
                "api/disputes/jury/" + Uri.EscapeDataString(agent), RestJson.Default.JuryDutiesReply, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return duties;
    }

    /// <summary>Reads a dispute; null where the market won't say.</summary>
    public async Task<WireDispute?> DisputeAsync(string dispute, CancellationToken cancellationToken)
    {
        WireDispute? read = null;
        await TellAsync(
            async () => read = await http.GetAsync(PathOf(dispute), RestJson.Default.WireDispute, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return read;
    }

    private static string PathOf(string dispute) => "api/disputes/" + Uri.EscapeDataString(dispute);

    private async Task<string?> TellAsync(Func<Task> tell, CancellationToken cancellationToken)
    {
        for (var wait = options.ReconnectBase; ; wait = wait * 2 < options.ReconnectMax ? wait * 2 : options.ReconnectMax)
        {
            var least = TimeSpan.Zero;
            try
            {
                await tell().ConfigureAwait(false);
                return null;
            }
            catch (MarketApiException refused) when (IsForNow(refused.Status))
            {
                least = refused.RetryAfter ?? least;
            }
            catch (MarketApiException refused)
            {
                return refused.Code;
            }
            catch (HttpRequestException)
            {
                // Not reachable: the next attempt may find it.
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // It took too long to answer.
            }

            await Task.Delay(least + (wait * Random.Shared.NextDouble()), time, cancellationToken).ConfigureAwait(false);
        }
    }

    // What was carried out all the same is refused when it is repeated, or is the same again.
    private static bool IsForNow(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
