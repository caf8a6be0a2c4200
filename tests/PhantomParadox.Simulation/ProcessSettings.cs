using System.Text.Json.Nodes;

namespace PhantomParadox.Simulation;

/// <summary>What is other in a second process.</summary>
/// <param name="Culture">The culture of its threads.</param>
/// <param name="TimeZone">Its time zone.</param>
/// <param name="IsServerCollector">Whether its collector is the server's.</param>
/// <param name="IsConcurrent">Whether its collector works beside it.</param>
/// <param name="IsTiered">Whether it compiles in tiers; else all of it at once.</param>
/// <param name="HasUsualChunks">Whether memory comes in chunks as large as those of real hosts.</param>
/// <param name="HasIcu">Whether there is ICU to be had: without it a culture has formats, and no rules.</param>
internal sealed record ProcessSettings(
    string Culture, string TimeZone, bool IsServerCollector, bool IsConcurrent, bool IsTiered, bool HasUsualChunks, bool HasIcu = true)
{
    /// <summary>The runtime's settings, changed.</summary>
    public string Change(string json)
    {
        var options = JsonNode.Parse(json)!["runtimeOptions"]!.AsObject();
        if (options["configProperties"] is not JsonObject properties)
            options["configProperties"] = properties = [];
        properties["System.Globalization.Invariant"] = !HasIcu;
        properties["System.Globalization.PredefinedCulturesOnly"] = false;
        properties["System.GC.Server"] = IsServerCollector;
        properties["System.GC.Concurrent"] = IsConcurrent;
        properties["System.Runtime.TieredCompilation"] = IsTiered;
        properties["System.Runtime.TieredPGO"] = false;
        return options.Root.ToJsonString();
    }

    public override string ToString() => string.Join(", ", (string[])
    [
        HasIcu ? Culture : $"{Culture} (formats only: ICU is missing)", TimeZone,
        IsServerCollector ? "server collector" : IsConcurrent ? "concurrent collector" : "workstation collector",
        IsTiered ? "tiers without profiles" : "no tiers", HasUsualChunks ? "chunks of 64 KiB" : "small chunks",
    ]);
}
