namespace PhantomParadox.Redis;

/// <summary>The Redis server could lose what it acknowledges, or can't be used at all, and that was not accepted. Nothing was written.</summary>
/// <param name="message">What is wrong with it, and what to do.</param>
public sealed class RedisSettingsException(string message) : Exception(message);
