using System.Globalization;
using System.Security.Cryptography;
using PhantomParadox.Client;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Server.Demo;

/// <summary>One buyer: posts jobs whose answers it knows, checks what comes back, and approves or rejects.</summary>
internal sealed class DemoBuyer(
    string wallet, BuyerClient market, DemoClerk clerk, DemoWorkload workload, DemoOptions options, DemoFigures figures, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(options.OpenJobsPerBuyer);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(DemoCast.Buyers.Count / options.JobsPerSecond), time);
        try
        {
            do
            {
                await slots.WaitAsync(cancellationToken);
                _ = DealAsync(workload.Next(), slots, cancellationToken);
            }
            while (await pace.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // It has posted enough; what is under way ends below.
        }

        for (var i = 0; i < options.OpenJobsPerBuyer; i++)
            await slots.WaitAsync(CancellationToken.None);
    }

    private async Task DealAsync(DemoTask task, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        try
        {
            var began = figures.Clock.Now;
            // Should a jury be drawn about it, the buyer too has had a hand in the seed.
            var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            var job = await market.PostJobAsync(task.Request with { Nonce = nonce }, cancellationToken: cancellationToken);
            figures.Clock.Posted(job.Id, began);
            if (task.Unwanted)
                await CancelAsync(job, task, cancellationToken);
            else
                await SettleAsync(await market.WaitForJobAsync(job.Id, cancellationToken), task, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception fault) when (fault is MarketApiException or HttpRequestException)
        {
            if (!cancellationToken.IsCancellationRequested)
                figures.Tell($"{wallet} had no luck: {fault.Message}");
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task CancelAsync(WireJob job, DemoTask task, CancellationToken cancellationToken)
    {
        await Task.Delay(options.Patience, time, cancellationToken);
        await market.CancelAsync(job.Id, cancellationToken: cancellationToken);
        figures.Tell($"{wallet} cancelled {DemoFigures.Short(job.Id)}, {task.Title}: nobody offers that bandwidth");
    }

    private async Task SettleAsync(WireJob job, DemoTask task, CancellationToken cancellationToken)
    {
        var id = DemoFigures.Short(job.Id);
        if (job.Status != "completed")
        {
            figures.Tell($"{id}, {task.Title}, ended as {job.Status}");
            return;
        }

        figures.CountDone();
        var right = task.Answer?.IsGivenBy(job.Result) ?? false;
        if (!right)
            figures.CountWrong();
        if (job.AutoApprove)
        {
            figures.CountPaid();
            figures.Tell(right
                ? $"{id} {job.MuscleAddress} earned {Money(job)} with the {task.Title}"
                : $"{id} {job.MuscleAddress} answered wrongly; {wallet} had asked for no approval and has paid {Money(job)}");
            return;
        }

        if (right)
        {
            await market.ApproveAsync(job.Id, cancellationToken);
            figures.CountPaid();
            figures.Tell($"{id} {wallet} checked and approved {job.MuscleAddress}'s {task.Title}: {Money(job)}");
            return;
        }

        await RejectAsync(job, task, cancellationToken);
    }

    private async Task RejectAsync(WireJob job, DemoTask task, CancellationToken cancellationToken)
    {
        var rejected = await market.RejectAsync(
            job.Id, $"The answer is {task.Answer?.ProofHash}, which {wallet} worked out too.", "poor_quality", cancellationToken);
        figures.CountDisputed();
        figures.Tell($"{DemoFigures.Short(job.Id)} {wallet} rejected {job.MuscleAddress}'s {task.Title}: dispute {DemoFigures.Short(rejected.DisputeId)} is open");
        clerk.Follow(rejected.Dispute, $"{wallet} rejects {job.MuscleAddress}'s {task.Title} for {Money(job)}", cancellationToken);
        await market.SubmitEvidenceAsync(rejected.DisputeId, DemoEvidence.Of(job, task), cancellationToken);
    }

    private static string Money(WireJob job) => string.Create(CultureInfo.InvariantCulture, $"{job.Payment.Amount:N0} lamports");
}
