using System.Globalization;
using System.Text;
using System.Text.Json;
using PhantomParadox.AspNetCore.Gateway;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests.Gateway;

public sealed class CommonTextsTests
{
    private readonly CommonTexts _texts = new();

    [Fact]
    public void Keeps_OneInstance_OfWhatManySay()
    {
        Assert.Same(Get("\"desktop\""), Get("\"desktop\""));
        Assert.Same(_texts.Get(["relay", "compute"]), _texts.Get(["relay", "compute"]));
    }

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"a\\u0062\"", "ab")]
    [InlineData("\"äöü\"", "äöü")]
    [InlineData("\"a text that is longer than any that is kept, and so is made anew\"", "a text that is longer than any that is kept, and so is made anew")]
    public void Reads_EveryText_AsItIs(string token, string text)
    {
        Assert.Equal(text, Get(token));
        Assert.Equal(text, Get(token));
    }

    [Fact]
    public void Tells_TextsAndListsApart_ThatShareAPlace()
    {
        for (var i = 0; i < 10_000; i++)
        {
            var text = i.ToString(CultureInfo.InvariantCulture);
            Assert.Equal(text, Get($"\"{text}\""));
            Assert.Equal(["relay", text], _texts.Get(["relay", text]));
        }
    }

    private string? Get(string token)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(token));
        Assert.True(reader.Read());
        return _texts.Get(reader);
    }
}
