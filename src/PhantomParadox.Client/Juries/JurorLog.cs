using Microsoft.Extensions.Logging;

namespace PhantomParadox.Client;

/// <summary>What a juror tells the log.</summary>
internal static partial class JurorLog
{
    [LoggerMessage(20, LogLevel.Information, "Invited to the jury of dispute {DisputeId}: accepts {Accepts}; the market answers {Code}.")]
    public static partial void InvitationAnswered(this ILogger logger, string disputeId, bool accepts, string code);

    [LoggerMessage(21, LogLevel.Information, "Voted in dispute {DisputeId}.")]
    public static partial void Voted(this ILogger logger, string disputeId);

    [LoggerMessage(22, LogLevel.Information, "Sealed a vote in dispute {DisputeId}.")]
    public static partial void VoteSealed(this ILogger logger, string disputeId);

    [LoggerMessage(23, LogLevel.Warning, "The market refused the vote in dispute {DisputeId}: {Code}.")]
    public static partial void VoteRefused(this ILogger logger, string disputeId, string code);

    [LoggerMessage(24, LogLevel.Error, "The sealed vote in dispute {DisputeId} can't be revealed: its salt is lost.")]
    public static partial void SaltLost(this ILogger logger, string disputeId);

    [LoggerMessage(25, LogLevel.Error, "Jury duty in dispute {DisputeId} failed.")]
    public static partial void DutyFailed(this ILogger logger, Exception fault, string disputeId);

    [LoggerMessage(26, LogLevel.Error, "The handler of invitations failed; the seat in dispute {DisputeId} is declined.")]
    public static partial void AcceptFailed(this ILogger logger, Exception fault, string disputeId);
}
