namespace PhantomParadox.AspNetCore.Gateway;

// What the agent says of its jobs.
internal sealed partial class AgentSocket
{
    private Task? HandleReport(ReadOnlySpan<byte> message, MessageType type)
    {
        var complaint = JobReportParser.Parse(message, type, out var report, out var job);
        var inReplyTo = job ?? MessageTypes.Name(type);
        if (complaint is not null)
        {
            Refuse(complaint, inReplyTo);
            return null;
        }

        if (_heartbeat is not { Profile.Wallet: var wallet })
        {
            SendError(Complaint.NoHeartbeat.Code, Complaint.NoHeartbeat.Text, inReplyTo);
            return null;
        }

        Touch(heartbeat: false);
        var market = _gateway.Market;
        ValueTask<Outcome<JobReceipt>> call;
        try
        {
            call = type switch
            {
                MessageType.JobProgress => market.ReportProgressAsync(
                    report.Job, wallet, new ProgressReport { Progress = report.Progress, Metrics = report.Metrics, Attempt = report.Attempt }),
                MessageType.JobComplete => market.CompleteJobAsync(
                    report.Job,
                    wallet,
                    new JobResult
                    {
                        Success = report.Success,
                        Output = report.Output,
                        ProofHash = report.ProofHash,
                        Metrics = report.Metrics,
                        Attempt = report.Attempt,
                    }),
                MessageType.JobAccept => market.AcceptJobAsync(report.Job, wallet, report.Attempt, report.Nonce),
                MessageType.JobDecline => market.DeclineJobAsync(report.Job, wallet, report.Attempt),
                _ => market.ConfirmCancelAsync(report.Job, wallet, report.Attempt),
            };
        }
#pragma warning disable CA1031 // Whatever the market throws, this agent gets an answer and its socket lives.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            call = ValueTask.FromException<Outcome<JobReceipt>>(fault);
        }

        return AnswerAsync(call, inReplyTo);
    }

    private async Task AnswerAsync(ValueTask<Outcome<JobReceipt>> call, string inReplyTo)
    {
        Interlocked.Increment(ref _calls);
        Refusal? refusal;
        try
        {
            refusal = (await call.ConfigureAwait(false)).Refusal;
        }
#pragma warning disable CA1031 // As above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _gateway.Log.MarketCallFailed(fault);
            refusal = new Refusal(RefusalCode.InternalError, "A fault inside the server");
        }

        Interlocked.Decrement(ref _calls);
        if (refusal is null)
            return;
        SendRefusal(refusal, inReplyTo);
        lock (_gate)
            WakeWriter();
    }
}
