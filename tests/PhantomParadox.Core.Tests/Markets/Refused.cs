namespace PhantomParadox.Core.Tests.Markets;

/// <summary>What a test expects of a refusal.</summary>
internal static class Refused
{
    public static async Task With<T>(RefusalCode code, ValueTask<Outcome<T>> outcome) => Assert.Equal(code, (await outcome).Refusal?.Code);

    /// <summary>Checks that a refusal names these fields, and only these.</summary>
    public static async Task Naming<T>(IEnumerable<string> fields, ValueTask<Outcome<T>> outcome)
    {
        var refusal = (await outcome).Refusal;
        Assert.Equal(RefusalCode.ValidationFailed, refusal?.Code);
        Assert.Equal(fields.Order(StringComparer.Ordinal), refusal!.Errors.Select(error => error.Field).Order(StringComparer.Ordinal));
    }
}
