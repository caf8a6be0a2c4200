using Microsoft.Extensions.Options;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>Checks the numbers when the host starts.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        Check(options.HeartbeatTimeout is not { } timeout || timeout >= Shortest, nameof(options.HeartbeatTimeout), "at least 100 ms");
        Check(options.MaxSockets >= 1, nameof(options.MaxSockets), "at least 1");
        Check(options.MaxSocketsPerWallet >= 1, nameof(options.MaxSocketsPerWallet), "at least 1");
        Check(options.MaxMessageBytes is >= 1_024 and <= 1_048_576, nameof(options.MaxMessageBytes), "1,024 to 1,048,576");
        Check(options.MessageDeadline >= Shortest, nameof(options.MessageDeadline), "at least 100 ms");
        Check(options.MaxOutboxMessages >= 8, nameof(options.MaxOutboxMessages), "at least 8");
        Check(options.MaxOutboxBytes >= 65_536, nameof(options.MaxOutboxBytes), "at least 65,536");
        Check(options.MaxOutboxBytesTotal >= 1_048_576, nameof(options.MaxOutboxBytesTotal), "at least 1,048,576");
        Check(options.SendStall >= Shortest, nameof(options.SendStall), "at least 100 ms");
        Check(options.CloseTimeout >= Shortest, nameof(options.CloseTimeout), "at least 100 ms");
        Check(options.KeepAliveInterval >= TimeSpan.FromSeconds(1), nameof(options.KeepAliveInterval), "at least 1 s");
        Check(options.KeepAliveTimeout >= TimeSpan.FromSeconds(1), nameof(options.KeepAliveTimeout), "at least 1 s");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(bool holds, string option, string range)
        {
            if (!holds)
                faults.Add($"Gateway:{option} must be {range}.");
        }
    }
}
