namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>How well a socket behaves: a bucket of 60 messages that gains 20 a second, and three strikes within 60 s.</summary>
internal struct SocketConduct
{
    private const double PerSecond = 20;
    private const double Burst = 60;
    private const int MaxStrikes = 3;
    private static readonly TimeSpan StrikeWindow = TimeSpan.FromSeconds(60);

    private double _spent;
    private long _countedAt;
    private long _strikesSince;
    private int _strikes;

    /// <summary>Whether one more message is within the rate.</summary>
    public bool Admit(TimeProvider time)
    {
        var now = time.GetTimestamp();
        _spent = Math.Max(0, _spent - (time.GetElapsedTime(_countedAt, now).TotalSeconds * PerSecond));
        _countedAt = now;
        if (_spent + 1 > Burst)
            return false;
        _spent++;
        return true;
    }

    /// <summary>Counts a refused message.</summary>
    /// <returns>Whether it was the last one that is borne.</returns>
    public bool Strike(TimeProvider time)
    {
        var now = time.GetTimestamp();
        if (_strikes == 0 || time.GetElapsedTime(_strikesSince, now) > StrikeWindow)
            (_strikes, _strikesSince) = (0, now);
        return ++_strikes >= MaxStrikes;
    }
}
