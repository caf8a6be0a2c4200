namespace PhantomParadox.Solana;

/// <summary>A signer can't be opened. Says where its key was looked for and what is wrong, and nothing of the key.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="innerException">What it came of; must hold nothing of the key.</param>
public sealed class SignerException(string message, Exception? innerException = null) : Exception(message, innerException);
