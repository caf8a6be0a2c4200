using NSec.Cryptography;
using Algorithms = NSec.Cryptography.SignatureAlgorithm;
using Imported = NSec.Cryptography.PublicKey;

namespace PhantomParadox.Solana;

/// <summary>Ed25519 by libsodium.</summary>
internal static class Ed25519Keys
{
    public const int SeedSize = 32;

    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Imported.TryImport(Algorithms.Ed25519, key, KeyBlobFormat.RawPublicKey, out var imported)
        && Algorithms.Ed25519.Verify(imported!, message, signature);

    /// <summary>A private key in memory that is locked, guarded and never exported.</summary>
    public static Key Import(ReadOnlySpan<byte> seed) =>
        Key.Import(Algorithms.Ed25519, seed, KeyBlobFormat.RawPrivateKey, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.None });

    public static PublicKey AddressOf(Key key) => new(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    public static Signature Sign(Key key, ReadOnlySpan<byte> message)
    {
        Span<byte> signature = stackalloc byte[Signature.Size];
        Algorithms.Ed25519.Sign(key, message, signature);
        return new Signature(signature);
    }
}
