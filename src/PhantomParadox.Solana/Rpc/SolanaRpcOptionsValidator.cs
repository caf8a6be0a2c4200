using Microsoft.Extensions.Options;

namespace PhantomParadox.Solana;

/// <summary>Holds the options against their ranges, and names what is wrong without showing an address.</summary>
internal sealed class SolanaRpcOptionsValidator : IValidateOptions<SolanaRpcOptions>
{
    private const int MostEndpoints = 16;

    public ValidateOptionsResult Validate(string? name, SolanaRpcOptions options)
    {
        var failures = new List<string>();
        if (options.Endpoints.Count is 0 or > MostEndpoints)
            failures.Add($"Solana's {nameof(options.Endpoints)} are {options.Endpoints.Count}; they must be 1 to {MostEndpoints}.");
        foreach (var (at, address) in options.Endpoints.Index())
        {
            if (EndpointFault(address, options.AllowHttp) is { } fault)
                failures.Add($"Solana's {nameof(options.Endpoints)}[{at}] {fault}");
        }

        if (options.Endpoints.Distinct(StringComparer.Ordinal).Count() != options.Endpoints.Count)
            failures.Add($"Solana's {nameof(options.Endpoints)} name one address twice, which would count as two witnesses.");
        Range(nameof(options.RequestTimeout), options.RequestTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2));
        Range(nameof(options.MaxAttempts), options.MaxAttempts, 1, 20);
        Range(nameof(options.BackoffBase), options.BackoffBase, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        Range(nameof(options.BackoffLimit), options.BackoffLimit, options.BackoffBase, TimeSpan.FromMinutes(10));
        Range(nameof(options.LongestWait), options.LongestWait, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Range(nameof(options.RequestsPerSecond), options.RequestsPerSecond, 1, 10_000);
        Range(nameof(options.MaxResponseBytes), options.MaxResponseBytes, 64 * 1024, 256 * 1024 * 1024);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Range<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                failures.Add($"Solana's {setting} is {value}; it must be from {least} to {most}.");
        }
    }

    private static string? EndpointFault(string? address, bool allowHttp)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            return "is not an address that begins with https:// or http://.";
        return uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback && !allowHttp
            ? $"is http:// to another machine; use https://, or set {nameof(SolanaRpcOptions.AllowHttp)}."
            : null;
    }
}
