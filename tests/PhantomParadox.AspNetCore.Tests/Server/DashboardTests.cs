using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Server;

public sealed partial class DashboardTests
{
    [Theory]
    [InlineData("", "text/html; charset=utf-8")]
    [InlineData("dashboard/page.css", "text/css; charset=utf-8")]
    [InlineData("dashboard/page.js", "text/javascript; charset=utf-8")]
    public async Task ThePage_IsServed_AndMayLoadNothingFromElsewhere(string path, string type)
    {
        await using var server = await RunningServer.StartAsync([]);
        using var reply = await server.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(type, reply.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Assert.Single(reply.Headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(reply.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.NotEmpty(await reply.Content.ReadAsStringAsync());

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(reply.Headers.ETag!);
        using var unchanged = await server.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    // What the policy would block must not be there to begin with; and a description is a stranger's, so no script may make markup of text.
    [Fact]
    public async Task ThePage_HasNothingInline_AndMakesNoMarkupOfText()
    {
        await using var server = await RunningServer.StartAsync([]);
        var html = await server.Http.GetStringAsync("");
        Assert.DoesNotMatch(@"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|(src|href)=""(https?:)?//", html);
        var script = await server.Http.GetStringAsync("dashboard/page.js");
        Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|https?://", script);
        foreach (Match id in Set().Matches(script))
            Assert.Contains($"id=\"{id.Groups[1].Value}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatThePageReads_Exists()
    {
        await using var server = await RunningServer.StartAsync([]);
        var script = await server.Http.GetStringAsync("dashboard/page.js");
        var paths = Read().Matches(script).Select(match => match.Groups[1].Value).ToArray();
        Assert.True(paths.Length >= 4);
        var html = await server.Http.GetStringAsync("");
        foreach (var path in paths.Concat(Link().Matches(html).Select(match => match.Groups[1].Value)))
        {
            using var reply = await server.Http.GetAsync(path);
            Assert.True(reply.StatusCode == HttpStatusCode.OK, path);
        }
    }

    [Fact]
    public async Task BesideThePage_UnknownPathsAndMethods_AreRefusedAsProblems()
    {
        await using var server = await RunningServer.StartAsync([]);
        using var missing = await server.Http.GetAsync("no/such/path");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("application/problem+json", missing.Content.Headers.ContentType!.MediaType);
        using var posted = await server.Http.PostAsync("", content: null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        using var asked = new HttpRequestMessage(HttpMethod.Head, "");
        using var head = await server.Http.SendAsync(asked);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [GeneratedRegex(@"(?:set|fill|byId)\(""([^""]+)""")]
    private static partial Regex Set();

    [GeneratedRegex(@"read\(""([^""]+)""\)")]
    private static partial Regex Read();

    [GeneratedRegex(@"<a href=""([^""]+)""")]
    private static partial Regex Link();
}
