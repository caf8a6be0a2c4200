using PhantomParadox.CrashCampaign.Running;

namespace PhantomParadox.CrashTests;

/// <summary>A disk that loses what was written since the last kill but one: the host's files go back to what they were.</summary>
internal sealed class ForgetfulGround(string folder) : IGround
{
    private readonly SqliteGround _ground = new(Path.Combine(folder, "data", "market.db"));
    private bool _hasCopy;

    public IEnumerable<string> Settings => _ground.Settings;

    private string Data => Path.Combine(folder, "data");

    private string Kept => Path.Combine(folder, "copy");

    public Task<bool> KillAsync()
    {
        if (_hasCopy)
            Copy(Kept, Data);
        else
            Copy(Data, Kept);
        _hasCopy = true;
        return Task.FromResult(false);
    }

    public Task<bool> HasSnapshotAsync() => _ground.HasSnapshotAsync();

    public Task<T> OpenAsync<T>(Func<MarketPorts, Task<T>> read) => _ground.OpenAsync(read);

    public ValueTask DisposeAsync() => _ground.DisposeAsync();

    /// <summary>Puts the files of one folder in place of those of another.</summary>
    public static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
            Directory.Delete(to, recursive: true);
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
