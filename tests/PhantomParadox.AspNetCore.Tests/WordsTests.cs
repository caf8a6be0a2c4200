using System.Text.RegularExpressions;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests;

public sealed partial class WordsTests
{
    [Fact]
    public void EveryMemberOfTheContract_HasAWordThatReadsBack()
    {
        RoundTrips(Words.JobType);
        RoundTrips(Words.JobStatus);
        RoundTrips(Words.Settlement);
        RoundTrips(Words.JobFailure, except: JobFailure.None);
        RoundTrips(Words.AgentStatus);
        RoundTrips(Words.DisputeStatus);
        RoundTrips(Words.DisputeCategory);
        RoundTrips(Words.EvidenceKind);
        RoundTrips(Words.JuryChoice);
        RoundTrips(Words.JurorAnswer);
        RoundTrips(Words.JuryHitOutcome);
        RoundTrips(Words.Party);
        RoundTrips(Words.Currency);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("Pending")]
    [InlineData("in-progress")]
    [InlineData("inProgress")]
    public void OtherSpellings_AreNoWords(string? word) => Assert.False(Words.JobStatus.TryParse(word, out _));

    [Fact]
    public void Words_AreSnakeCase() => Assert.All(
        Enum.GetValues<JobStatus>(), status => Assert.Equal(CapitalLetters().Replace(status.ToString(), "_$0").ToLowerInvariant(), Words.JobStatus[status]));

    private static void RoundTrips<T>(WordList<T> words, T? except = null)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>().Where(value => !value.Equals(except)))
        {
            Assert.True(words.TryParse(words[value], out var read));
            Assert.Equal(value, read);
        }
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex CapitalLetters();
}
