using Microsoft.AspNetCore.Http;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>The endpoints of jurors: invitations, votes, and what is left to do.</summary>
internal sealed class JuryEndpoints(IMarket market)
{
    private const int DefaultConfidence = 5;
    private const int MostConfidence = 10;

    private static readonly JuryDutiesReply NoDuties = new([], 0, []);

    public void Map(RestRoutes routes)
    {
        routes.Get("/api/disputes/jury/{agentId}", GetDutiesAsync);
        routes.Post("/api/disputes/{id}/jury/accept", RestJson.Default.JuryAnswerRequest, (context, request) => AnswerAsync(context, request, accepts: true));
        routes.Post("/api/disputes/{id}/jury/decline", RestJson.Default.JuryAnswerRequest, (context, request) => AnswerAsync(context, request, accepts: false));
        routes.Post("/api/disputes/{id}/vote", RestJson.Default.VoteRequest, VoteAsync);
        routes.Post("/api/disputes/{id}/leak", RestJson.Default.LeakRequest, ReportLeakAsync);
    }

    /// <summary>How sure a juror is, to the nearest whole number of the range; what a number is the reader has checked.</summary>
    public static int Confidence(double? asked) =>
        asked is { } value ? (int)Math.Round(Math.Clamp(value, 1, MostConfidence), MidpointRounding.AwayFromZero) : DefaultConfidence;

    private async Task GetDutiesAsync(HttpContext context)
    {
        if (AgentId.TryParse(context.Parameter("agentId"), out var agent))
            await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.GetDutiesAsync(agent), Show, RestJson.Default.JuryDutiesReply);
        else
            await Reply.WriteAsync(context, StatusCodes.Status200OK, NoDuties, RestJson.Default.JuryDutiesReply);
    }

    private Task AnswerAsync(HttpContext context, JuryAnswerRequest request, bool accepts)
    {
        var errors = default(FieldErrors);
        var agent = Agent(ref errors, request.AgentId, "agentId");
        return SendAsync(context, errors.Fault, dispute => market.AnswerInviteAsync(dispute, agent, accepts, Key(context, agent)));
    }

    private Task VoteAsync(HttpContext context, VoteRequest request)
    {
        var errors = default(FieldErrors);
        var juror = Agent(ref errors, request.AgentId, "agentId");
        if (request.Vote is null)
        {
            if (request.Commitment is null)
                errors.Add("vote", "is required");
            var commitment = errors.Nonce(request.Commitment, "commitment") ?? [];
            return SendAsync(context, errors.Fault, dispute => market.SealVoteAsync(dispute, juror, commitment, Key(context, juror)));
        }

        if (request.Commitment is not null)
            errors.Add("commitment", "must not stand beside vote");
        var salt = errors.Nonce(request.Salt, "salt") ?? [];
        var fault = errors.Fault;
        if (!Words.JuryChoice.TryParse(request.Vote, out var choice) && fault is null)
        {
            fault = Fault.Of(RefusalCode.InvalidVote, $"vote must be one of {Words.JuryChoice.Choices}.") with
            {
                Errors = [new FieldError("vote", "must be one of " + Words.JuryChoice.Choices)],
            };
        }

        return SendAsync(context, fault, dispute => market.CastVoteAsync(dispute, juror, choice, Confidence(request.Confidence), salt, Key(context, juror)));
    }

    private Task ReportLeakAsync(HttpContext context, LeakRequest request)
    {
        var errors = default(FieldErrors);
        var juror = Agent(ref errors, request.JurorId, "jurorId");
        var salt = errors.Bytes32(request.Salt, "salt");
        return SendAsync(context, errors.Fault, dispute => market.ReportLeakAsync(dispute, juror, salt, Key(context, juror)));
    }

    /// <summary>A required agent. What is no id names nobody: the market refuses it as it does any stranger.</summary>
    private static AgentId Agent(ref FieldErrors errors, string? value, string field)
    {
        if (value is null)
            errors.Add(field, "is required");
        return AgentId.TryParse(value, out var agent) ? agent : default;
    }

    private static IdempotencyKey? Key(HttpContext context, AgentId caller) => RequestKey.Of(context, caller.ToString());

    private static async Task SendAsync(HttpContext context, Fault? malformed, Func<DisputeId, ValueTask<Outcome<DisputeId>>> send)
    {
        if (malformed is not null)
            await ProblemReply.WriteAsync(context, malformed);
        else if (!context.TryGetDispute(out var id))
            await ProblemReply.WriteAsync(context, context.UnknownDispute());
        else
            await Reply.WriteAsync(context, StatusCodes.Status200OK, await send(id), _ => new SuccessReply(true), RestJson.Default.SuccessReply);
    }

    private static JuryDutiesReply Show(JuryDuties duties) => new(
        duties.Duties.Map(duty => new WireJuryDuty(
            duty.Dispute.Value, duty.Job.Value, Words.DisputeCategory[duty.Category], duty.Deadline.ToUnixTimeMilliseconds())),
        duties.Duties.Count,
        duties.Invites.Map(invite => new WireJuryInvite(
            invite.Dispute.Value, Words.DisputeCategory[invite.Category], invite.Deadline.ToUnixTimeMilliseconds())));
}
