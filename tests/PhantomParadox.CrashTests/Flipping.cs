using PhantomParadox.CrashImages.Load;
using PhantomParadox.Testing;

namespace PhantomParadox.CrashTests;

/// <summary>What real markets have written, to flip bits in.</summary>
internal static class Flipping
{
    /// <summary>The life of a small market.</summary>
    /// <param name="steps">Things that are done in it.</param>
    /// <param name="longestDescription">Characters of a job's description at most.</param>
    /// <param name="isClosed">Whether it was closed in good order.</param>
    public static async Task<RecordedDisk> LiveAsync(int steps, int longestDescription, bool isClosed = false)
    {
        var folder = MarketGround.MakeFolder();
        try
        {
            var life = new RecordedLife(folder, new History(), RecordedLife.FirstStart, new SeededChance(14))
            {
                Steps = steps,
                IsClosed = isClosed,
                LongestDescription = longestDescription,
            };
            return await life.RunAsync(1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Turns one bit over; a second time turns it back.</summary>
    public static void Turn(byte[] bytes, int bit) => bytes[bit / 8] ^= (byte)(1 << (bit % 8));
}
