using PhantomParadox.AspNetCore;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds what a market's endpoints want around them.</summary>
public static class PhantomParadoxApplicationBuilderExtensions
{
    /// <summary>
    /// Answers a fault anywhere behind it with 500 as <c>application/problem+json</c>, as the market's own endpoints do. Call it first: the
    /// page that the framework shows in Development then never takes the answer's place.
    /// </summary>
    /// <param name="app">The host's pipeline.</param>
    /// <returns>The same.</returns>
    public static IApplicationBuilder UsePhantomParadoxProblems(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.UseMiddleware<ProblemMiddleware>();
    }
}
