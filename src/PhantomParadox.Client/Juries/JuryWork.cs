using Microsoft.Extensions.Logging;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.Client;

/// <summary>The agent's seats on juries. Outlives every connection.</summary>
internal sealed class JuryWork(JurorOptions? options, CourtCalls court, AgentClientOptions agent, ILogger logger) : IDisposable
{
    // A case that is told again is not judged again; nobody sits on so many juries at once.
    private const int Remembered = 256;

    private readonly Ballots _ballots = new(options?.Ballots ?? new MemoryBallots(), court, logger);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _running = [];
    private readonly HashSet<string> _answering = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JurySeat> _seats = new(StringComparer.Ordinal);
    private readonly HashSet<string> _revealed = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>A seat is offered.</summary>
    public void Invite(string self, JuryInvitation invitation)
    {
        lock (_gate)
        {
            if (!_answering.Add(invitation.DisputeId))
                return;
        }

        Start(invitation.DisputeId, () => AnswerAsync(self, invitation));
    }

    /// <summary>A case is to be judged, or it still is and the session is new.</summary>
    public void Hear(string self, JuryCaseMessage told)
    {
        if (options is null)
            return;
        JurySeat seat;
        string? oldest = null;
        lock (_gate)
        {
            if (_seats.TryGetValue(told.DisputeId, out var known) && known.Case.Round == told.Round)
            {
                known.Case.Add(told.Case.Evidence);
                return;
            }

            _seats[told.DisputeId] = seat = new JurySeat(new JuryCase(told), _stop.Token);
            _order.Enqueue(told.DisputeId);
            if (_order.Count > Remembered)
                oldest = _order.Dequeue();
        }

        if (oldest is not null)
            Forget(oldest);
        Start(told.DisputeId, () => JudgeAsync(self, options, seat));
    }

    /// <summary>Evidence came in.</summary>
    public void Add(JuryEvidenceMessage told)
    {
        lock (_gate)
            _seats.GetValueOrDefault(told.DisputeId)?.Case.Add([told.Evidence]);
    }

    /// <summary>The vote that was sealed is to be revealed.</summary>
    public void Reveal(string self, string dispute)
    {
        if (options is null)
            return;
        lock (_gate)
        {
            // Told again while it is under way, or while its answer is.
            if (!_revealed.Add(dispute))
                return;
        }

        Start(dispute, () => RevealAsync(self, dispute));
    }

    /// <summary>A jury has ruled: there is nothing left to say.</summary>
    public void Ruled(string dispute)
    {
        if (options is not null)
            Forget(dispute);
    }

    /// <summary>The connection is new: looks for what the market may have told while there was none.</summary>
    public void Resume(string self)
    {
        if (options is not null)
            Start("(all)", () => ResumeAsync(self));
    }

    /// <summary>Ends what is under way.</summary>
    public async Task StopAsync()
    {
        Task[] running;
        await _stop.CancelAsync().ConfigureAwait(false);
        lock (_gate)
            running = [.. _running];
        try
        {
            await Task.WhenAll(running).WaitAsync(agent.StopTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            logger.HandlersLeft(agent.StopTimeout);
        }
    }

    public void Dispose() => _stop.Dispose();

    private void Forget(string dispute)
    {
        JurySeat? seat;
        lock (_gate)
        {
            _seats.Remove(dispute, out seat);
            _revealed.Remove(dispute);
        }

        seat?.End();
        Start(dispute, () => _ballots.ForgetAsync(dispute, _stop.Token));
    }

    private async Task RevealAsync(string self, string dispute)
    {
        try
        {
            await _ballots.RevealAsync(dispute, self, _stop.Token).ConfigureAwait(false);
        }
        catch
        {
            lock (_gate)
                _revealed.Remove(dispute);
            throw;
        }
    }

    private async Task AnswerAsync(string self, JuryInvitation invitation)
    {
        try
        {
            var accepts = await AcceptsAsync(invitation).ConfigureAwait(false);
            var code = await court.AnswerAsync(invitation.DisputeId, self, accepts, _stop.Token).ConfigureAwait(false);
            logger.InvitationAnswered(invitation.DisputeId, accepts, code ?? "ok");
        }
        finally
        {
            lock (_gate)
                _answering.Remove(invitation.DisputeId);
        }
    }

    private async Task<bool> AcceptsAsync(JuryInvitation invitation)
    {
        if (options is null)
            return false;
        if (options.Accept is not { } accept)
            return true;
        try
        {
            return await accept(invitation, _stop.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the handler throws, somebody else may want the seat.
        catch (Exception fault) when (!_stop.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.AcceptFailed(fault, invitation.DisputeId);
            return false;
        }
    }

    private async Task JudgeAsync(string self, JurorOptions juror, JurySeat seat)
    {
        var dispute = seat.Case.DisputeId;
        try
        {
            // A process that ended after it had sealed has judged already.
            if (await _ballots.SealAgainAsync(seat.Case, self, seat.Token).ConfigureAwait(false))
                return;
            var vote = await juror.Judge(seat.Case, seat.Token).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The handler gave no vote.");
            if (juror.SealVotes)
                await _ballots.SealAsync(seat.Case, self, vote, seat.Token).ConfigureAwait(false);
            else
                await _ballots.VoteAsync(dispute, self, vote, seat.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (!seat.Token.IsCancellationRequested)
        {
            lock (_gate)
            {
                // Told again, the case is judged again.
                if (_seats.GetValueOrDefault(dispute) == seat)
                    _seats.Remove(dispute);
            }

            logger.DutyFailed(fault, dispute);
        }
        finally
        {
            seat.Release();
        }
    }

    private async Task ResumeAsync(string self)
    {
        if (await court.DutiesAsync(self, _stop.Token).ConfigureAwait(false) is not { } listed)
            return;
        // A server of the first protocol lists no invitations.
        foreach (var invite in listed.Invites ?? [])
            Invite(self, new JuryInvitation(invite.DisputeId.ToString("D"), invite.Category, DateTimeOffset.FromUnixTimeMilliseconds(invite.ExpiresAt)));
        foreach (var duty in listed.Duties)
        {
            var id = duty.DisputeId.ToString("D");
            lock (_gate)
            {
                if (_seats.ContainsKey(id))
                    continue;
            }

            if (await court.DisputeAsync(id, _stop.Token).ConfigureAwait(false) is { Status: "voting" } dispute)
                Hear(self, CaseReader.Read(dispute));
        }
    }

    private void Start(string dispute, Func<Task> work)
    {
        Task run;
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
                return;
            // A handler that blocks must not block the reader.
            run = Task.Run(() => RunAsync(dispute, work));
            _running.Add(run);
        }

        _ = run.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        void Ended(Task ended)
        {
            lock (_gate)
                _running.Remove(ended);
        }
    }

    private async Task RunAsync(string dispute, Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // What breaks one duty must not end the agent's other work.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (!_stop.IsCancellationRequested)
                logger.DutyFailed(fault, dispute);
        }
    }
}
