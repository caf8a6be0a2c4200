using PhantomParadox.Identity;
using PhantomParadox.Queries;
using PhantomParadox.Validation;

namespace PhantomParadox.Payments;

/// <summary>What payouts and words on them must be to be taken, as far as it doesn't depend on the state.</summary>
internal static class PayoutValidation
{
    private const int LongestReference = 128;
    private const int LongestDetail = 512;
    private const int MostBytes = 4_096;

    /// <summary>The refusal of a bad opening, naming every field; null for a good one.</summary>
    public static Refusal? Check(PayoutOpening opening)
    {
        var errors = new FieldErrors();
        if (opening.Payout == default)
            errors.Add("payout", "must be an id");
        errors.RequireDefined("currency", opening.Currency);
        Check(opening.Lines, ref errors);
        if (opening.Signed is not { } signed)
        {
            errors.Add("signed", "must be an object");
            return errors.ToRefusal();
        }
        errors.RequireVisible("signed.reference", signed.Reference, LongestReference, optional: false);
        errors.RequireRange("signed.bytes", signed.Bytes.Length, 1, MostBytes);
        errors.RequireVisible("signed.network", signed.Network, LongestReference, optional: false);
        return errors.ToRefusal();
    }

    /// <summary>The refusal of what is no fate to record; null for one that is.</summary>
    public static Refusal? Check(in PayoutLook look)
    {
        var errors = new FieldErrors();
        if (look.Fate == PayoutFate.Unknown || !Enum.IsDefined(look.Fate))
            errors.Add("fate", "must be a known fate");
        if (look.Detail is { Length: > LongestDetail })
            errors.Add("detail", $"must be at most {LongestDetail} characters");
        return errors.ToRefusal();
    }

    /// <summary>The refusal of a bad note; null for a good one.</summary>
    public static Refusal? CheckNote(string? note)
    {
        var errors = new FieldErrors();
        errors.RequireText("note", note, LongestDetail);
        return errors.ToRefusal();
    }

    /// <summary>The refusal of a bad question for what is owed, naming every field; null for a good one, with the place to go on behind.</summary>
    public static Refusal? Check(OwedQuery query, out long after)
    {
        var errors = new FieldErrors();
        errors.RequireDefined("currency", query.Currency);
        if (query.AtLeast == 0)
            errors.Add("atLeast", "must be at least 1");
        errors.RequireRange("limit", query.Limit, 1, Paging.MostItems);
        if (!Paging.TryRead(query.Cursor, out after))
            errors.Add("cursor", Paging.CursorRule);
        return errors.ToRefusal();
    }

    private static void Check(IReadOnlyList<PayoutLine>? lines, ref FieldErrors errors)
    {
        if (lines is null || lines.Count is 0 or > PayoutLines.Most)
        {
            errors.Add("lines", $"must be a list of 1 to {PayoutLines.Most}");
            return;
        }
        for (var index = 0; index < lines.Count; index++)
        {
            if (!WalletText.IsValid(lines[index].Wallet))
                errors.Add($"lines[{index}].wallet", FieldErrors.WalletRule);
            else if (IsRepeated(lines, index))
                errors.Add($"lines[{index}].wallet", "must not be in the list twice");
            if (lines[index].Amount == 0)
                errors.Add($"lines[{index}].amount", "must be more than 0");
        }
    }

    private static bool IsRepeated(IReadOnlyList<PayoutLine> lines, int index)
    {
        for (var earlier = 0; earlier < index; earlier++)
        {
            if (string.Equals(lines[earlier].Wallet, lines[index].Wallet, StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
