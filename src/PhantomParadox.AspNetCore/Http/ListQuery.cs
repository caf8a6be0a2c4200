using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PhantomParadox.AspNetCore;

/// <summary>Reads the query of a list: its filters, <c>limit</c> and <c>cursor</c>. What is wrong with it is gathered in <see cref="Errors"/>.</summary>
internal ref struct ListQuery(IQueryCollection query)
{
    public FieldErrors Errors;

    /// <summary>Items of a page: 50 unless the caller says otherwise, never more than 100.</summary>
    public int Limit()
    {
        var text = Text("limit", int.MaxValue);
        if (text is null)
            return Limits.DefaultPage;
        // However many digits: what is too much is cut, not refused.
        if (text.AsSpan().ContainsAnyExceptInRange('0', '9') || text.AsSpan().Trim('0').IsEmpty)
        {
            Errors.Add("limit", "must be a whole number from 1");
            return Limits.DefaultPage;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? Math.Min(limit, Limits.Page) : Limits.Page;
    }

    /// <summary>Where the page begins; null for the first.</summary>
    public string? Cursor() => Text("cursor", Limits.CursorCharacters);

    /// <summary>A filter by a wallet.</summary>
    public string? Wallet(string name)
    {
        var text = Text(name, int.MaxValue);
        return text is null ? null : Errors.Wallet(text, name, WalletRule.Any);
    }

    /// <summary>A filter by a word of a list.</summary>
    public T? Word<T>(string name, WordList<T> words)
        where T : struct, Enum
    {
        var text = Text(name, int.MaxValue);
        return text is null ? null : Errors.Word(text, name, words);
    }

    /// <summary>A word of a list that must be given.</summary>
    public T RequiredWord<T>(string name, WordList<T> words)
        where T : struct, Enum => Errors.Word(Text(name, int.MaxValue), name, words);

    /// <summary>An amount in a currency's smallest unit.</summary>
    public ulong? Amount(string name)
    {
        var text = Text(name, int.MaxValue);
        if (text is null)
            return null;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount > 0)
            return amount;
        Errors.Add(name, $"must be a whole number from 1 to {ulong.MaxValue}");
        return null;
    }

    /// <summary>A bound in epoch milliseconds, as all times of the wire.</summary>
    public DateTimeOffset? Time(string name)
    {
        var text = Text(name, int.MaxValue);
        if (text is null)
            return null;
        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds);
        return Errors.Time(isNumber ? milliseconds : -1, name);
    }

    /// <summary>A filter by a text; empty is none.</summary>
    public string? Text(string name, int maxCharacters)
    {
        var values = query[name];
        if (values.Count > 1)
            Errors.Add(name, "must be given once");
        return values.Count == 0 || string.IsNullOrEmpty(values[0]) ? null : Errors.OptionalText(values[0], name, maxCharacters);
    }
}
