using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace PhantomParadox.Hosting;

/// <summary>The seats on juries of one run of an agent.</summary>
internal sealed partial class JurorWork(InProcessAgent agent, InProcessJuror? juror, ILogger logger)
{
    private readonly ConcurrentDictionary<DisputeId, JurorSeat> _seats = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly ILogger _logger = logger;

    // Without a timer or a link there is nothing to dispose of.
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Takes a message that concerns a jury; others are passed over.</summary>
    public void Hear(AgentMessage message)
    {
        switch (message)
        {
            case AgentMessage.JuryInvited invited:
                Start(invited.Dispute, () => AnswerAsync(invited));
                break;
            case AgentMessage.JuryCase told when juror is not null:
                var seat = new JurorSeat(new JurorCase(told.Case, told.Deadline), _stop.Token);
                // Told again when a session is opened anew; the judging goes on.
                if (_seats.TryAdd(told.Case.Id, seat))
                    Start(told.Case.Id, () => JudgeAsync(juror, seat));
                break;
            case AgentMessage.JuryEvidence told:
                _seats.GetValueOrDefault(told.Case.Id)?.Case.Update(told.Case);
                break;
            case AgentMessage.JuryReveal reveal when juror is not null:
                Start(reveal.Dispute, () => RevealAsync(reveal.Dispute));
                break;
            case AgentMessage.VerdictReached reached:
                if (_seats.TryRemove(reached.Dispute, out var ruled))
                    ruled.End();
                break;
        }
    }

    /// <summary>Stops the handlers and waits for them.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running.Keys).ConfigureAwait(false);
    }

    private async Task AnswerAsync(AgentMessage.JuryInvited invited)
    {
        var accepts = await AcceptsAsync(invited).ConfigureAwait(false);
        Note(
            accepts ? "take the seat in" : "decline the seat in",
            invited.Dispute,
            (await agent.AnswerInviteAsync(invited.Dispute, accepts, CancellationToken.None).ConfigureAwait(false)).Refusal);
    }

    private async Task<bool> AcceptsAsync(AgentMessage.JuryInvited invited)
    {
        if (juror is null)
            return false;
        if (juror.Accept is not { } accept)
            return true;
        try
        {
            return await accept(invited, _stop.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the handler throws, somebody else may want the seat.
        catch (Exception error) when (!_stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogHandlerFailed(error, invited.Dispute);
            return false;
        }
    }

    private async Task JudgeAsync(InProcessJuror juror, JurorSeat seat)
    {
        var dispute = seat.Case.Dispute;
        try
        {
            var vote = await juror.Judge(seat.Case, seat.Token).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The handler gave no vote.");
            Refusal? refusal;
            if (juror.SealVotes)
            {
                seat.Vote = vote;
                var commitment = VoteCommitment.Compute(
                    dispute.ToString(), (uint)seat.Case.Round, agent.Id.ToString(), vote.Choice, seat.Salt);
                refusal = (await agent.SealVoteAsync(dispute, commitment.Bytes.ToArray(), CancellationToken.None).ConfigureAwait(false)).Refusal;
            }
            else
            {
                refusal = (await agent.VoteAsync(dispute, vote.Choice, vote.Confidence, cancellationToken: CancellationToken.None).ConfigureAwait(false)).Refusal;
            }

            Note("vote in", dispute, refusal);
        }
        catch (Exception) when (!seat.Token.IsCancellationRequested)
        {
            // Told again, the case is judged again.
            _seats.TryRemove(new(dispute, seat));
            throw;
        }
        finally
        {
            seat.Release();
        }
    }

    private async Task RevealAsync(DisputeId dispute)
    {
        if (_seats.GetValueOrDefault(dispute) is not { Vote: { } vote } seat)
        {
            LogSaltLost(dispute);
            return;
        }

        var revealed = await agent.VoteAsync(dispute, vote.Choice, vote.Confidence, seat.Salt, CancellationToken.None).ConfigureAwait(false);
        Note("reveal the vote in", dispute, revealed.Refusal);
    }

    private void Start(DisputeId dispute, Func<Task> work)
    {
        var run = Task.Run(() => RunAsync(dispute, work));
        _running.TryAdd(run, true);
        _ = run.ContinueWith(
            ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task RunAsync(DisputeId dispute, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What breaks one duty must not end the agent's other work.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (!_stop.IsCancellationRequested && error is not OperationCanceledException)
                LogHandlerFailed(error, dispute);
        }
    }

    private void Note(string what, DisputeId dispute, Refusal? refusal)
    {
        if (refusal is not null)
            LogRefused(what, dispute, refusal.Code, refusal.Detail);
    }

    [LoggerMessage(4, LogLevel.Error, "Jury duty in dispute {Dispute} failed.")]
    private partial void LogHandlerFailed(Exception error, DisputeId dispute);

    [LoggerMessage(5, LogLevel.Error, "The sealed vote in dispute {Dispute} can't be revealed: its salt is lost.")]
    private partial void LogSaltLost(DisputeId dispute);

    [LoggerMessage(6, LogLevel.Information, "The market refused to {What} dispute {Dispute}: {Code}. {Detail}")]
    private partial void LogRefused(string what, DisputeId dispute, RefusalCode code, string detail);

    /// <summary>A seat of the agent's, and the secret of its vote.</summary>
    private sealed class JurorSeat
    {
        private readonly CancellationTokenSource _ended = new();
        private readonly CancellationTokenRegistration _stopped;
        private JurorVote? _vote;

        public JurorSeat(JurorCase @case, CancellationToken stop)
        {
            Case = @case;
            _stopped = stop.UnsafeRegister(static seat => ((JurorSeat)seat!).End(), this);
        }

        public JurorCase Case { get; }

        public CancellationToken Token => _ended.Token;

        public byte[] Salt { get; } = RandomNumberGenerator.GetBytes(VoteCommitment.SaltLength);

        /// <summary>The vote that was sealed with the salt; null before.</summary>
        public JurorVote? Vote
        {
            get => Volatile.Read(ref _vote);
            set => Volatile.Write(ref _vote, value);
        }

        public void End() => _ = _ended.CancelAsync();

        public void Release() => _stopped.Unregister();
    }
}
