using System.Collections.Frozen;
using System.Text.Json;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>How refusals are written on the socket.</summary>
internal static class RefusalCodes
{
    private static readonly FrozenDictionary<RefusalCode, string> Names =
        Enum.GetValues<RefusalCode>().ToFrozenDictionary(code => code, code => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString()));

    public static string Wire(RefusalCode code) => Names.TryGetValue(code, out var name) ? name : "internal_error";

    /// <summary>The reason for people, with the first field that is to blame.</summary>
    public static string Text(Refusal refusal) =>
        refusal.Errors is [var first, ..] ? $"{first.Field}: {first.Message}" : refusal.Detail;
}
