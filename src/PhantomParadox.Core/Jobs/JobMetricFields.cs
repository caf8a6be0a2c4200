using PhantomParadox.Journal;

namespace PhantomParadox.Jobs;

/// <summary>Metrics as fields of events: each is one more than its value, and 0 where it wasn't reported.</summary>
internal static class JobMetricFields
{
    public static void Write(this in JobMetrics metrics, EventWriter writer)
    {
        WriteOptional(writer, metrics.BytesProcessed);
        WriteOptional(writer, metrics.ComputeCycles);
        WriteOptional(writer, metrics.Duration);
    }

    public static JobMetrics Read(scoped ref EventReader reader) => new()
    {
        BytesProcessed = ReadOptional(ref reader),
        ComputeCycles = ReadOptional(ref reader),
        Duration = ReadOptional(ref reader),
    };

    private static void WriteOptional(EventWriter writer, long? value) => writer.WriteUnsigned(value is { } known ? (ulong)known + 1 : 0);

    private static long? ReadOptional(scoped ref EventReader reader) => reader.ReadUnsigned() is > 0 and var value ? (long)(value - 1) : null;
}
