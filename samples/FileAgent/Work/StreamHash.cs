using System.Security.Cryptography;

namespace PhantomParadox.Samples.Work;

/// <summary>The SHA-256 of a stream, with a limit and with progress.</summary>
/// <param name="Hash">The hash, 32 bytes.</param>
/// <param name="Length">Bytes that were read.</param>
public sealed record StreamHash(byte[] Hash, long Length)
{
    private const int BufferSize = 64 * 1024;
    private const int ProgressStep = 5;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="content">The stream.</param>
    /// <param name="expectedLength">Its length, where it is known: without it there is no progress to tell.</param>
    /// <param name="maxBytes">Most bytes to read.</param>
    /// <param name="progress">Hears the share read, 1 to 99 percent, in steps of 5 or more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="WorkRefusedException">There are more than <paramref name="maxBytes"/>.</exception>
    public static async Task<StreamHash> ComputeAsync(
        Stream content, long? expectedLength, long maxBytes, Func<int, ValueTask>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        long length = 0;
        var told = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            length += read;
            if (length > maxBytes)
                throw new WorkRefusedException($"The content is larger than the {maxBytes} bytes that this agent takes.");
            sha.AppendData(buffer.AsSpan(0, read));

            var percent = expectedLength is > 0 ? (int)Math.Min(99, 100.0 * length / expectedLength.Value) : 0;
            if (progress is not null && percent >= told + ProgressStep)
                await progress(told = percent).ConfigureAwait(false);
        }

        return new StreamHash(sha.GetHashAndReset(), length);
    }
}
