using Microsoft.AspNetCore.Http;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>The endpoints of agents. All of them read; agents speak over their socket.</summary>
internal sealed class AgentEndpoints(IMarket market, AgentViews views)
{
    public void Map(RestRoutes routes)
    {
        routes.Get("/api/agents", context => ListAsync(context, onlineOnly: false));
        routes.Get("/api/agents/online", context => ListAsync(context, onlineOnly: true));
        routes.Get("/api/agents/available", ListAvailableAsync);
        routes.Get("/api/agents/{id}", GetAsync);
        routes.Get("/api/agents/wallet/{address}", FindAsync);
    }

    private async Task ListAsync(HttpContext context, bool onlineOnly)
    {
        if (!TryRead(context.Request.Query, new AgentQuery { OnlineOnly = onlineOnly }, out var query, out var fault))
        {
            await ProblemReply.WriteAsync(context, fault);
            return;
        }

        await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.ListAgentsAsync(query), page => new AgentListReply
        {
            Agents = page.Items.Map(views.Item),
            Count = page.Items.Count,
            NextCursor = page.NextCursor,
        }, RestJson.Default.AgentListReply);
    }

    private async Task ListAvailableAsync(HttpContext context)
    {
        if (!TryRead(context.Request.Query, new AgentQuery { AvailableOnly = true }, out var query, out var fault))
        {
            await ProblemReply.WriteAsync(context, fault);
            return;
        }

        await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.ListAgentsAsync(query), page => new AvailableAgentsReply
        {
            Agents = page.Items.Map(views.Available),
            Count = page.Items.Count,
            NextCursor = page.NextCursor,
        }, RestJson.Default.AvailableAgentsReply);
    }

    private async Task GetAsync(HttpContext context)
    {
        if (AgentId.TryParse(context.Parameter("id"), out var id))
            await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.GetAgentAsync(id), views.Details, RestJson.Default.WireAgent);
        else
            await ProblemReply.WriteAsync(context, context.UnknownAgent());
    }

    private async Task FindAsync(HttpContext context)
    {
        var wallet = context.Parameter("address");
        // A malformed escape stays in the text as it is, where it looks like a wallet.
        if (Limits.IsVisible(wallet, Limits.WalletCharacters) && (!wallet.Contains('%', StringComparison.Ordinal) || context.IsWellEscaped()))
            await Reply.WriteAsync(context, StatusCodes.Status200OK, await market.FindAgentAsync(wallet), views.ByWallet, RestJson.Default.AgentByWalletReply);
        else
            await ProblemReply.WriteAsync(context, context.UnknownAgent());
    }

    private static bool TryRead(
        IQueryCollection parameters,
        AgentQuery wanted,
        out AgentQuery query,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Fault? fault)
    {
        var list = new ListQuery(parameters);
        query = wanted with
        {
            Limit = list.Limit(),
            Cursor = list.Cursor(),
            Capability = wanted.AvailableOnly ? list.Text("capability", Limits.LabelCharacters) : null,
        };
        fault = list.Errors.Fault;
        return fault is null;
    }
}
