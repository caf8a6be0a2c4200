using System.Text;

namespace PhantomParadox.Validation;

/// <summary>Collects what is wrong with the fields of a command, so that a caller hears of all of it at once.</summary>
/// <remarks>A struct, so that a good command allocates nothing: hand it on by reference.</remarks>
internal struct FieldErrors
{
    public const string WalletRule = "must be 1 to 64 visible ASCII characters";
    public const long MostInteger = 9_007_199_254_740_991;
    private const int MostCapabilities = 32;
    private const int LongestCapability = 64;

    private List<FieldError>? _errors;

    public void Add(string field, string message) => (_errors ??= []).Add(new FieldError(field, message));

    /// <summary>The refusal that names all of them; null where there are none.</summary>
    public readonly Refusal? ToRefusal() => _errors is null
        ? null
        : new Refusal(RefusalCode.ValidationFailed, $"{_errors[0].Field} {_errors[0].Message}.") { Errors = _errors };

    /// <summary>A text that isn't blank, of a number of characters at most.</summary>
    public void RequireText(string field, string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text))
            Add(field, "must not be empty");
        else if (text.Length > most)
            Add(field, $"must be at most {most} characters");
    }

    /// <summary>A text of a number of bytes of UTF-8 at most.</summary>
    public void RequireBytes(string field, string? text, int most, bool mayBeEmpty)
    {
        if (!mayBeEmpty && string.IsNullOrWhiteSpace(text))
            Add(field, "must not be empty");
        else if (text is not null && text.Length > most / 3 && Encoding.UTF8.GetByteCount(text) > most)
            Add(field, $"must be at most {most} bytes of UTF-8");
    }

    /// <summary>A text of visible ASCII characters; null where it is optional.</summary>
    public void RequireVisible(string field, string? text, int most, bool optional)
    {
        if (text is null && optional)
            return;
        var good = text is { Length: > 0 } && text.Length <= most;
        for (var index = 0; good && index < text!.Length; index++)
            good = text[index] is > ' ' and <= '~';
        if (!good)
            Add(field, $"must be 1 to {most} visible ASCII characters");
    }

    public void RequireRange(string field, long value, long least, long most)
    {
        if (value < least || value > most)
            Add(field, $"must be from {least} to {most}");
    }

    public void RequireDefined<TEnum>(string field, TEnum value)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
            Add(field, "is not a known value");
    }

    public void RequireCapabilities(string field, IReadOnlyList<string>? capabilities)
    {
        if (capabilities is null)
        {
            Add(field, "must be a list");
            return;
        }
        if (capabilities.Count > MostCapabilities)
            Add(field, $"must be at most {MostCapabilities}");
        for (var index = 0; index < capabilities.Count && index < MostCapabilities; index++)
        {
            if (!IsCapability(capabilities[index]))
                Add($"{field}[{index}]", "must be 1 to 64 of A-Z, a-z, 0-9, '.', '_', ':' and '-'");
        }
    }

    private static bool IsCapability(string? text)
    {
        if (text is not { Length: > 0 and <= LongestCapability })
            return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or ':' or '-'))
                return false;
        }
        return true;
    }
}
