using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace PhantomParadox.Redis;

/// <summary>Holds the options against their ranges, and names what is wrong without showing the connection string.</summary>
internal sealed class RedisStorageOptionsValidator : IValidateOptions<RedisStorageOptions>
{
    private const int LongestName = 64;

    public ValidateOptionsResult Validate(string? name, RedisStorageOptions options)
    {
        var failures = new List<string>();
        if (ConnectionFault(options.ConnectionString) is { } fault)
            failures.Add(fault);
        if (options.Market is not { Length: >= 1 and <= LongestName } || !options.Market.All(IsPlain))
            failures.Add($"Redis:Market is '{options.Market}'; it must be 1 to {LongestName} letters, digits, dots, dashes or underscores.");
        if (options.ReplyTimeout < TimeSpan.FromMilliseconds(50) || options.ReplyTimeout > TimeSpan.FromMinutes(1))
            failures.Add($"Redis:ReplyTimeout is {options.ReplyTimeout}; it must be from 00:00:00.05 to 00:01:00.");
        if (options.ResolveTimeout < TimeSpan.Zero || options.ResolveTimeout > TimeSpan.FromMinutes(10))
            failures.Add($"Redis:ResolveTimeout is {options.ResolveTimeout}; it must be from 00:00:00 to 00:10:00.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string? ConnectionFault(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "Storage:Redis is not set; it must be a StackExchange.Redis connection string, such as localhost:6379.";
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count == 0 ? "Storage:Redis names no server." : null;
        }
        catch (ArgumentException)
        {
            // Its message may hold the password.
            return "Storage:Redis is not a StackExchange.Redis connection string.";
        }
    }

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_';
}
