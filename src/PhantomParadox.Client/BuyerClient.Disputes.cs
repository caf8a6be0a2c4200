using System.Runtime.CompilerServices;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Client;

public sealed partial class BuyerClient
{
    /// <summary>Opens a dispute about a job that an agent holds, has completed or has failed: work stops and its payment is frozen.</summary>
    /// <param name="job">Its id.</param>
    /// <param name="reason">Why: 1 to 2,000 characters, not blank.</param>
    /// <param name="category"><c>non_delivery</c>, <c>poor_quality</c>, <c>non_payment</c>, <c>fraud</c> or <c>other</c>.</param>
    /// <param name="cancellationToken">Gives up waiting; the dispute may have been opened all the same.</param>
    /// <returns>The dispute.</returns>
    public async Task<WireDispute> OpenDisputeAsync(Guid job, string reason, string category, CancellationToken cancellationToken = default) =>
        (await _http.PostAsync(
            "api/disputes",
            new OpenDisputeRequest { JobId = job.ToString("D"), Opener = "brains", Reason = reason, Category = category },
            RestJson.Default.OpenDisputeRequest,
            RestJson.Default.DisputeReply,
            cancellationToken).ConfigureAwait(false)).Dispute;

    /// <summary>Submits evidence to a dispute; jurors see it as A's. It is taken until votes are revealed or the jury has ruled.</summary>
    /// <param name="dispute">The dispute's id.</param>
    /// <param name="evidence">The evidence; its submitter is this client's wallet unless it names one.</param>
    /// <param name="cancellationToken">Gives up waiting; the evidence may have been taken all the same.</param>
    /// <returns>The evidence on record.</returns>
    public async Task<WireEvidence> SubmitEvidenceAsync(Guid dispute, SubmitEvidenceRequest evidence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var reply = await _http.PostAsync(
            $"api/disputes/{dispute:D}/evidence",
            evidence.Submitter is null ? evidence with { Submitter = _wallet } : evidence,
            RestJson.Default.SubmitEvidenceRequest,
            RestJson.Default.EvidenceReply,
            cancellationToken).ConfigureAwait(false);
        return reply.Evidence;
    }

    /// <summary>Appeals against a ruling while its window is open: a larger jury of other agents rules again.</summary>
    /// <param name="dispute">The dispute's id.</param>
    /// <param name="cancellationToken">Gives up waiting; the appeal may have been taken all the same.</param>
    /// <returns>The dispute, before its next jury.</returns>
    public async Task<WireDispute> AppealAsync(Guid dispute, CancellationToken cancellationToken = default) =>
        (await _http.PostAsync(
            $"api/disputes/{dispute:D}/appeal",
            new AppealRequest { Wallet = _wallet },
            RestJson.Default.AppealRequest,
            RestJson.Default.DisputeReply,
            cancellationToken).ConfigureAwait(false)).Dispute;

    /// <summary>Reads a dispute.</summary>
    /// <param name="dispute">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<WireDispute> GetDisputeAsync(Guid dispute, CancellationToken cancellationToken = default) =>
        _http.GetAsync($"api/disputes/{dispute:D}", RestJson.Default.WireDispute, cancellationToken);

    /// <summary>Waits until a dispute is ruled, by its jury or, where none could, by the market's timeout policy.</summary>
    /// <param name="dispute">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting; the dispute goes on.</param>
    /// <returns>The dispute as ruled. While it has an appeal deadline the ruling is provisional and no money has moved.</returns>
    /// <remarks>Asks after 50 ms and then ever more rarely, at least every 5 s. A market that is full or not reachable for a while is waited for.</remarks>
    public Task<WireDispute> WaitForRulingAsync(Guid dispute, CancellationToken cancellationToken = default) => WaitAsync(
        () => GetDisputeAsync(dispute, cancellationToken), now => now.Status is "resolved" or "timeout", cancellationToken);

    /// <summary>Reads all that is needed to check a dispute without trusting the market. What nobody may know before the verdict is left out until then.</summary>
    /// <param name="dispute">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<DisputeProofReply> GetDisputeProofAsync(Guid dispute, CancellationToken cancellationToken = default) =>
        _http.GetAsync($"api/disputes/{dispute:D}/proof", RestJson.Default.DisputeProofReply, cancellationToken);

    /// <summary>Reads one page of disputes, newest first.</summary>
    /// <param name="filter">Which; null lists all that are not ruled.</param>
    /// <param name="cursor">The page before's <see cref="DisputeListReply.NextCursor"/>; null for the first.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<DisputeListReply> ListDisputesAsync(DisputeListFilter? filter = null, string? cursor = null, CancellationToken cancellationToken = default) =>
        _http.GetAsync((filter ?? new DisputeListFilter()).ToQuery(cursor), RestJson.Default.DisputeListReply, cancellationToken);

    /// <summary>Reads all disputes, newest first, page by page as they are asked for.</summary>
    /// <param name="filter">Which; null lists all that are not ruled.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public async IAsyncEnumerable<DisputeListItem> ListAllDisputesAsync(
        DisputeListFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? cursor = null;
        do
        {
            var page = await ListDisputesAsync(filter, cursor, cancellationToken).ConfigureAwait(false);
            foreach (var dispute in page.Disputes)
                yield return dispute;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
