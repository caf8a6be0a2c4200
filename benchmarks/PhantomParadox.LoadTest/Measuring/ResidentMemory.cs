using System.Globalization;

namespace PhantomParadox.LoadTest.Measuring;

/// <summary>Resident memory of another process (Linux).</summary>
internal static class ResidentMemory
{
    /// <returns>Bytes.</returns>
    /// <exception cref="LoadTestException">There is no such process, or the system keeps no such record.</exception>
    public static long Of(int processId)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{processId}/status"))
            {
                if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                    return 1024 * long.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
            }
        }
        catch (IOException e)
        {
            throw new LoadTestException($"The memory of process {processId} can't be read: {e.Message}");
        }

        throw new LoadTestException($"Process {processId} has no resident memory.");
    }
}
