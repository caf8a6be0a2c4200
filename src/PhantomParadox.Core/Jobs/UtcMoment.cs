namespace PhantomParadox;

/// <summary>A point in time in UTC, or none: 8 bytes, where a nullable <see cref="DateTimeOffset"/> takes 24.</summary>
internal readonly record struct UtcMoment
{
    private readonly long _utcTicks;

    public UtcMoment(DateTimeOffset? value) => _utcTicks = value is { } moment ? moment.UtcTicks : 0;

    public DateTimeOffset? Value => _utcTicks == 0 ? null : new DateTimeOffset(_utcTicks, TimeSpan.Zero);
}
