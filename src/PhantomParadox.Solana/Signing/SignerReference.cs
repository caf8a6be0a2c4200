using Microsoft.Extensions.Configuration;

namespace PhantomParadox.Solana;

/// <summary>
/// Opens the signer that a setting names: <c>file:/path/keypair.json</c>, <c>env:VARIABLE</c> or <c>config:Section:Key</c>. The setting says where
/// the key is, and never holds it.
/// </summary>
internal static class SignerReference
{
    private const string Forms = "file:PATH, env:VARIABLE or config:KEY";

    /// <exception cref="SignerException">The reference leads to no usable key.</exception>
    public static KeypairSigner Open(string reference, IConfiguration? configuration)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        var (kind, name) = colon < 0 ? ("", "") : (reference[..colon], reference[(colon + 1)..]);
        if (name.Length == 0)
            throw new SignerException($"The signer's reference must be {Forms}.");   // not repeated: it may be the key itself, by mistake
        switch (kind)
        {
            case "file":
                return KeypairFile.Open(name);
            case "env":
                return FromText(Environment.GetEnvironmentVariable(name), $"The environment variable {Named(name)}");
            case "config":
                return FromText(configuration?[name], $"The setting {Named(name)}");
            default:
                throw new SignerException($"The signer's reference must be {Forms}.");
        }
    }

    private static KeypairSigner FromText(string? text, string where) =>
        string.IsNullOrWhiteSpace(text) ? throw new SignerException($"{where} is not set.") : KeypairText.Read(text, where);

    // A key that was put where its name belongs must not reach a log.
    private static string Named(string name) => name.Length <= 64 ? name : "named in the signer's reference";
}
