using PhantomParadox.Archive;
using PhantomParadox.Journal;

namespace PhantomParadox;

/// <summary>What an archive keeps, as bytes that are the same on every machine: a version, then the fields in a fixed order.</summary>
/// <remarks>
/// Integers are unsigned LEB128, ids 16 bytes, texts and bytes have their length in front, times are ticks of 100 ns since 0001-01-01
/// UTC. Later versions read what earlier ones wrote. An archive keeps these bytes whole, and beside them only what it looks for.
/// </remarks>
public static class ArchiveCodec
{
    private const ulong Version = 3;

    // What has nothing newer in it stays readable for those that know no newer version.
    private const ulong VersionWithoutDeposits = 2;

    /// <summary>Encodes a job.</summary>
    /// <param name="job">The job.</param>
    /// <returns>Its bytes.</returns>
    public static byte[] Encode(JobRecord job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var writer = Begin(job.Deposit is null ? VersionWithoutDeposits : Version);
        JobFields.Write(writer, job);
        return writer.Written.ToArray();
    }

    /// <summary>Encodes a dispute.</summary>
    /// <param name="dispute">The dispute.</param>
    /// <returns>Its bytes.</returns>
    public static byte[] Encode(DisputeRecord dispute)
    {
        ArgumentNullException.ThrowIfNull(dispute);
        var writer = Begin();
        DisputeFields.Write(writer, dispute);
        return writer.Written.ToArray();
    }

    /// <summary>Encodes a proof without its <see cref="DisputeProof.Dispute"/>, whose bytes are kept on their own.</summary>
    /// <param name="proof">The proof.</param>
    /// <returns>Its bytes.</returns>
    public static byte[] Encode(DisputeProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        var writer = Begin();
        ProofFields.Write(writer, proof);
        return writer.Written.ToArray();
    }

    /// <summary>Decodes a job.</summary>
    /// <param name="encoded">What <see cref="Encode(JobRecord)"/> gave.</param>
    /// <returns>The job.</returns>
    /// <exception cref="FormatException">These are other bytes, or of a later version.</exception>
    public static JobRecord DecodeJob(ReadOnlySpan<byte> encoded) =>
        Decode(encoded, static (scoped ref EventReader reader, ulong version) => JobFields.Read(ref reader, version));

    /// <summary>Decodes a dispute.</summary>
    /// <param name="encoded">What <see cref="Encode(DisputeRecord)"/> gave.</param>
    /// <returns>The dispute.</returns>
    /// <exception cref="FormatException">These are other bytes, or of a later version.</exception>
    public static DisputeRecord DecodeDispute(ReadOnlySpan<byte> encoded) =>
        Decode(encoded, static (scoped ref EventReader reader, ulong _) => DisputeFields.Read(ref reader));

    /// <summary>Decodes a proof.</summary>
    /// <param name="encoded">What <see cref="Encode(DisputeProof)"/> gave.</param>
    /// <param name="dispute">The dispute that it is of.</param>
    /// <returns>The proof.</returns>
    /// <exception cref="FormatException">These are other bytes, or of a later version.</exception>
    public static DisputeProof DecodeProof(ReadOnlySpan<byte> encoded, DisputeRecord dispute)
    {
        ArgumentNullException.ThrowIfNull(dispute);
        return Decode(encoded, (scoped ref EventReader reader, ulong version) => ProofFields.Read(ref reader, dispute, version));
    }

    private delegate T Reading<T>(scoped ref EventReader reader, ulong version);

    private static FieldWriter Begin(ulong version = VersionWithoutDeposits)
    {
        var writer = new FieldWriter();
        writer.WriteUnsigned(version);
        return writer;
    }

    private static T Decode<T>(ReadOnlySpan<byte> encoded, Reading<T> read)
    {
        try
        {
            var reader = new EventReader(encoded);
            var version = reader.ReadUnsigned();
            if (version is 0 or > Version)
                throw new FormatException($"The record is of version {version}; this reads versions up to {Version}.");
            var value = read(ref reader, version);
            return reader.IsAtEnd ? value : throw new FormatException("The record is longer than its version says.");
        }
        catch (Exception fault) when (fault is JournalCorruptException or ArgumentException or OverflowException)
        {
            throw new FormatException("The record is damaged.", fault);
        }
    }
}
