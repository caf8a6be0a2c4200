using System.Text;

namespace PhantomParadox.AspNetCore;

/// <summary>Gathers what is wrong with the fields of one request, so that the caller hears of everything at once.</summary>
internal struct FieldErrors
{
    private List<FieldError>? _errors;

    /// <summary>What was found; null while nothing is wrong.</summary>
    public readonly Fault? Fault => _errors is null ? null : AspNetCore.Fault.Invalid(_errors);

    public void Add(string field, string message) => (_errors ??= []).Add(new FieldError(field, message));

    /// <summary>A required text that isn't blank.</summary>
    public string Text(string? value, string field, int maxCharacters)
    {
        if (value is null)
            Add(field, "is required");
        else if (string.IsNullOrWhiteSpace(value))
            Add(field, "must not be blank");
        else if (value.Length > maxCharacters)
            Add(field, $"must have at most {maxCharacters} characters");
        return value ?? "";
    }

    /// <summary>A required text that isn't blank, measured in bytes of UTF-8.</summary>
    public string Utf8Text(string? value, string field, int maxBytes)
    {
        if (value is null)
            Add(field, "is required");
        else if (string.IsNullOrWhiteSpace(value))
            Add(field, "must not be blank");
        else
            OptionalUtf8Text(value, field, maxBytes);
        return value ?? "";
    }

    /// <summary>A text that may be missing or empty, measured in bytes of UTF-8.</summary>
    public string? OptionalUtf8Text(string? value, string field, int maxBytes)
    {
        // A character has at most three bytes: short texts need no count.
        if (value is not null && value.Length > maxBytes / 3 && Encoding.UTF8.GetByteCount(value) > maxBytes)
            Add(field, $"must have at most {maxBytes} bytes of UTF-8");
        return value;
    }

    /// <summary>A text that may be missing.</summary>
    public string? OptionalText(string? value, string field, int maxCharacters)
    {
        if (value is not null && value.Length > maxCharacters)
            Add(field, $"must have at most {maxCharacters} characters");
        return value;
    }

    /// <summary>A required wallet.</summary>
    public string Wallet(string? value, string field, WalletRule rule)
    {
        if (value is null)
            Add(field, "is required");
        else if (rule.Check(value) is { } wrong)
            Add(field, wrong);
        return value ?? "";
    }

    /// <summary>The reference of a deposit that may be missing, in base58.</summary>
    public DepositReference Reference(string? value, string field)
    {
        if (value is null)
            return default;
        Span<byte> bytes = stackalloc byte[DepositReference.Length];
        if (!Base58Bytes.TryDecode(value, bytes))
            Add(field, "must be 32 bytes in base58");
        else if (DepositReference.Of(bytes) is { IsNone: false } reference)
            return reference;
        else
            Add(field, "must not be all zero");
        return default;
    }

    /// <summary>A required hash.</summary>
    public string Hash(string? value, string field)
    {
        if (value is null)
            Add(field, "is required");
        return OptionalHash(value, field) ?? "";
    }

    /// <summary>A hash that may be missing.</summary>
    public string? OptionalHash(string? value, string field)
    {
        if (value is not null && !Limits.IsVisible(value, Limits.HashCharacters))
            Add(field, $"must be 1 to {Limits.HashCharacters} visible ASCII characters");
        return value;
    }

    /// <summary>A required word of a list.</summary>
    public T Word<T>(string? value, string field, WordList<T> words)
        where T : struct, Enum
    {
        if (value is null)
            Add(field, "is required");
        else if (words.TryParse(value, out var known))
            return known;
        else
            Add(field, "must be one of " + words.Choices);
        return default;
    }

    /// <summary>A whole number that may be missing.</summary>
    public long? Number(long? value, string field, long least, long most)
    {
        if (value < least || value > most)
            Add(field, $"must be a whole number from {least} to {most}");
        return value;
    }

    /// <summary>A required number of 32 bytes, as 64 hexadecimal digits.</summary>
    public byte[] Bytes32(string? value, string field)
    {
        if (value is null)
            Add(field, "is required");
        return Nonce(value, field) ?? [];
    }

    /// <summary>A number of 32 bytes that may be missing, as 64 hexadecimal digits.</summary>
    public byte[]? Nonce(string? value, string field)
    {
        if (value is null)
            return null;
        if (value.Length == 64 && !value.AsSpan().ContainsAnyExcept(Limits.HexDigits))
            return Convert.FromHexString(value);
        Add(field, "must be 64 hexadecimal digits");
        return null;
    }

    /// <summary>A point in time that may be missing, in epoch milliseconds.</summary>
    public DateTimeOffset? Time(long? value, string field)
    {
        if (value is not { } milliseconds)
            return null;
        if (milliseconds is >= 0 and <= Limits.LastMillisecond)
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        Add(field, "must be a time in epoch milliseconds");
        return null;
    }
}
