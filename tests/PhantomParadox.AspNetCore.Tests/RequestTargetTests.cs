using Xunit;

namespace PhantomParadox.AspNetCore.Tests;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/api/agents/x", true)]
    [InlineData("/api/agents/%C3%A9", true)]
    [InlineData("/api/agents/100%25", true)]
    [InlineData("/api/agents/a%2Fb", true)]
    [InlineData("/api/agents/%E0%A4%A", false)]
    [InlineData("/api/agents/%E0%A4", false)]
    [InlineData("/api/agents/%zz", false)]
    [InlineData("/api/agents/x%", false)]
    public void AnEscape_IsTwoDigits_AndTogetherTheyAreUtf8(string target, bool well) => Assert.Equal(well, RequestTarget.IsWellEscaped(target));
}
