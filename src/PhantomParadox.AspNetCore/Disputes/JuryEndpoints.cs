using Microsoft.AspNetCore.Http;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>The endpoints of jurors. No jury has been drawn for any dispute: nobody is invited, and nobody has a seat.</summary>
internal sealed class JuryEndpoints(IMarket market)
{
    private static readonly WordList<VoteChoice> Votes = new(
        (VoteChoice.BrainsWin, "brains_win"), (VoteChoice.MuscleWin, "muscle_win"), (VoteChoice.Split, "split"));

    private static readonly JuryDutiesReply NoDuties = new([], 0, []);

    private enum VoteChoice : byte
    {
        BrainsWin = 1,
        MuscleWin = 2,
        Split = 3,
    }

    public void Map(RestRoutes routes)
    {
        routes.Get("/api/disputes/jury/{agentId}", context =>
            Reply.WriteAsync(context, StatusCodes.Status200OK, NoDuties, RestJson.Default.JuryDutiesReply));
        routes.Post("/api/disputes/{id}/jury/accept", RestJson.Default.JuryAnswerRequest, AnswerAsync);
        routes.Post("/api/disputes/{id}/jury/decline", RestJson.Default.JuryAnswerRequest, AnswerAsync);
        routes.Post("/api/disputes/{id}/vote", RestJson.Default.VoteRequest, VoteAsync);
    }

    private Task AnswerAsync(HttpContext context, JuryAnswerRequest request)
    {
        var errors = default(FieldErrors);
        if (request.AgentId is null)
            errors.Add("agentId", "is required");
        return RefuseAsync(context, errors.Fault, Fault.Of(RefusalCode.NotInvited, "No jury has been drawn for this dispute; nobody is invited."));
    }

    private Task VoteAsync(HttpContext context, VoteRequest request)
    {
        var errors = default(FieldErrors);
        if (request.AgentId is null)
            errors.Add("agentId", "is required");
        if (request.Vote is null && request.Commitment is null)
            errors.Add("vote", "is required");
        var fault = errors.Fault;
        if (fault is null && request.Vote is not null && !Votes.TryParse(request.Vote, out _))
        {
            fault = new Fault(ProblemKinds.InvalidVote, $"vote must be one of {Votes.Choices}.")
            {
                Errors = [new FieldError("vote", "must be one of " + Votes.Choices)],
            };
        }

        return RefuseAsync(context, fault, Fault.Of(RefusalCode.NotAJuror, "No jury has been drawn for this dispute; nobody has a seat."));
    }

    /// <summary>Refuses for the first of: a bad request, a dispute that isn't there, a jury that isn't there.</summary>
    private async Task RefuseAsync(HttpContext context, Fault? malformed, Fault noJury)
    {
        if (malformed is not null)
        {
            await ProblemReply.WriteAsync(context, malformed);
            return;
        }

        if (!context.TryGetDispute(out var id))
        {
            await ProblemReply.WriteAsync(context, context.UnknownDispute());
            return;
        }

        var outcome = await market.GetDisputeAsync(id);
        await ProblemReply.WriteAsync(context, outcome.IsAccepted ? noJury : Fault.Of(outcome.Refusal), outcome.Position);
    }
}
