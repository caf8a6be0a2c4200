namespace PhantomParadox.Hosting;

/// <summary>Thrown when the file of a beacon's hash chains can't be used. The message names the file and what to do.</summary>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class ChainFileException(string message, Exception? inner = null) : IOException(message, inner);
