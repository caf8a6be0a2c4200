using System.Text.RegularExpressions;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests;

public sealed partial class ProblemKindTests
{
    public static TheoryData<RefusalCode> Codes => [.. Enum.GetValues<RefusalCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryRefusal_HasItsOwnNameInSnakeCase(RefusalCode code) =>
        Assert.Equal(CapitalLetters().Replace(code.ToString(), "_$0").ToLowerInvariant(), ProblemKinds.Of(code).Code);

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryRefusal_IsAnHttpError(RefusalCode code) => Assert.InRange(ProblemKinds.Of(code).Status, 400, 599);

    [Theory]
    [MemberData(nameof(Codes))]
    public void AQuotaOrOurState_SaysWhenToTryAgain_AndOurStateWhetherItHappened(RefusalCode code)
    {
        var kind = ProblemKinds.Of(code);
        Assert.Equal(kind.Status is 429 or 503, kind.RetryAfterMs >= 1_000);
        Assert.Equal(kind.Status >= 500, kind.Outcome is not null);
        Assert.Equal(code == RefusalCode.OutcomeUnknown, kind.Outcome == "unknown");
    }

    [Theory]
    [InlineData(RefusalCode.ValidationFailed, 400)]
    [InlineData(RefusalCode.InsufficientEscrow, 402)]
    [InlineData(RefusalCode.NotBuyer, 403)]
    [InlineData(RefusalCode.AgentUnknown, 403)]
    [InlineData(RefusalCode.JobNotFound, 404)]
    [InlineData(RefusalCode.AgentBusy, 409)]
    [InlineData(RefusalCode.PayoutNotOwed, 409)]
    [InlineData(RefusalCode.PayoutCapReached, 409)]
    [InlineData(RefusalCode.PayoutNotFound, 404)]
    [InlineData(RefusalCode.DepositNotExpected, 404)]
    [InlineData(RefusalCode.TooLarge, 413)]
    [InlineData(RefusalCode.InternalError, 500)]
    [InlineData(RefusalCode.Overloaded, 503)]
    public void Statuses_AreThoseOfTheRules(RefusalCode code, int status) => Assert.Equal(status, ProblemKinds.Of(code).Status);

    [Fact]
    public void ARefusalWithoutReason_IsAFaultOfOurs() => Assert.Equal(500, ProblemKinds.Of(default).Status);

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex CapitalLetters();
}
