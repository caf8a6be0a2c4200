using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests;

public sealed class ListQueryTests
{
    [Theory]
    [InlineData("", 50)]
    [InlineData("limit=", 50)]
    [InlineData("limit=1", 1)]
    [InlineData("limit=100", 100)]
    [InlineData("limit=101", 100)]
    [InlineData("limit=99999999999999999999", 100)]
    public void ALimit_IsFiftyUnlessGiven_AndAtMostAHundred(string query, int limit)
    {
        var list = Query(query);
        Assert.Equal(limit, list.Limit());
        Assert.Null(list.Errors.Fault);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=-1")]
    [InlineData("limit=1.5")]
    [InlineData("limit=ten")]
    [InlineData("limit=%201")]
    [InlineData("limit=1&limit=2")]
    public void Rejects_ALimitThatIsNone(string query)
    {
        var list = Query(query);
        list.Limit();
        Assert.Equal("limit", Assert.Single(list.Errors.Fault!.Errors).Field);
    }

    [Fact]
    public void Rejects_ACursorThatNoPageCanHaveGiven()
    {
        var list = Query("cursor=" + new string('x', 257));
        list.Cursor();
        Assert.Equal(400, list.Errors.Fault?.Kind.Status);
    }

    [Theory]
    [InlineData("status=in_progress", JobStatus.InProgress)]
    [InlineData("status=", null)]
    [InlineData("", null)]
    public void AFilter_IsAWordOrNothing(string query, JobStatus? status)
    {
        var list = Query(query);
        Assert.Equal(status, list.Word("status", Words.JobStatus));
        Assert.Null(list.Errors.Fault);
    }

    [Theory]
    [InlineData("status=done")]
    [InlineData("status=3")]
    public void Rejects_AFilterByAnUnknownWord(string query)
    {
        var list = Query(query);
        list.Word("status", Words.JobStatus);
        Assert.Equal("status", Assert.Single(list.Errors.Fault!.Errors).Field);
    }

    [Theory]
    [InlineData("createdFrom=0", 0L)]
    [InlineData("createdFrom=1767323045678", 1_767_323_045_678L)]
    [InlineData("createdFrom=", null)]
    [InlineData("", null)]
    public void ATime_IsInEpochMilliseconds(string query, long? milliseconds)
    {
        var list = Query(query);
        Assert.Equal(milliseconds, list.Time("createdFrom")?.ToUnixTimeMilliseconds());
        Assert.Null(list.Errors.Fault);
    }

    [Theory]
    [InlineData("createdFrom=-1")]
    [InlineData("createdFrom=1.5")]
    [InlineData("createdFrom=1e3")]
    [InlineData("createdFrom=%201")]
    [InlineData("createdFrom=2026-01-02T03:04:05Z")]
    [InlineData("createdFrom=253402300800000")]
    [InlineData("createdFrom=99999999999999999999")]
    [InlineData("createdFrom=1&createdFrom=2")]
    public void Rejects_ATimeThatIsNone(string query)
    {
        var list = Query(query);
        list.Time("createdFrom");
        Assert.Equal("createdFrom", list.Errors.Fault!.Errors[0].Field);
    }

    [Fact]
    public void GathersEverything_ThatIsWrongWithAQuery()
    {
        var list = Query("limit=0&status=done&brains=a%20b");
        list.Limit();
        list.Word("status", Words.JobStatus);
        list.Wallet("brains");
        Assert.Equal(["limit", "status", "brains"], list.Errors.Fault!.Errors.Select(error => error.Field));
    }

    private static ListQuery Query(string query) => new(new QueryCollection(QueryHelpers.ParseQuery(query)));
}
