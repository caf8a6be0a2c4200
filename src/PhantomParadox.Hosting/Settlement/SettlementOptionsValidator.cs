using System.Globalization;
using Microsoft.Extensions.Options;

namespace PhantomParadox.Hosting;

/// <summary>Holds every number of <see cref="SettlementOptions"/> against its range, and names each bad one by its configuration key.</summary>
internal sealed class SettlementOptionsValidator : IValidateOptions<SettlementOptions>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, SettlementOptions options)
    {
        List<string> failures = [];
        Within("PayoutInterval", options.PayoutInterval, Second, Day);
        Within("PayoutMaxWait", options.PayoutMaxWait, options.PayoutInterval, TimeSpan.FromDays(30));
        Within("PayoutsUnderWay", options.PayoutsUnderWay, 1, 32);
        Within("DepositLooks", options.DepositLooks, 1, 32);
        Amounts("PayoutThreshold", options.PayoutThreshold);
        Amounts("PayoutMinimum", options.PayoutMinimum);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Within<T>(string key, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"Payments:{key} is {value}; it must be {least} to {most}."));
        }

        void Amounts(string key, CurrencyAmounts? amounts)
        {
            if (amounts is null)
                failures.Add($"Payments:{key} is null; it must be an object.");
            if (amounts?.Sol == 0)
                failures.Add($"Payments:{key}:Sol is 0; it must be at least 1.");
            if (amounts?.Usdc == 0)
                failures.Add($"Payments:{key}:Usdc is 0; it must be at least 1.");
        }
    }
}
