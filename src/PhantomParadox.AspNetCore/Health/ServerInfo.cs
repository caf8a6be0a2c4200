using System.Reflection;

namespace PhantomParadox.AspNetCore;

/// <summary>The version of the server and how long it has been up.</summary>
internal sealed class ServerInfo(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    /// <summary>The version without what the build adds to it.</summary>
    public string Version { get; } = (typeof(ServerInfo).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];

    /// <summary>Seconds since the endpoints were mapped, to the millisecond.</summary>
    public double Uptime => Math.Round(Time.GetElapsedTime(_began).TotalSeconds, 3);
}
