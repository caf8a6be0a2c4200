using SQLitePCL;

namespace PhantomParadox.Sqlite.Files;

/// <summary>The SQLite that is loaded into the process.</summary>
internal static class NativeLibrary
{
    // Before 3.51.3 a checkpoint could meet a write at the moment that the log begins anew, and damage the file.
    private const int LeastNumber = 3_051_003;
    private const string Least = "3.51.3";

    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>The version, such as <c>3.53.4</c>.</summary>
    public static string Version => Loaded.Value;

    /// <exception cref="SqliteStorageException">It is too old.</exception>
    public static void Require() => Require(raw.sqlite3_libversion_number, Version);

    internal static void Require(Func<int> number, string version)
    {
        if (number() < LeastNumber)
            throw new SqliteStorageException(
                $"SQLite {version} is loaded; {Least} or newer is needed. Another package or the system put an older e_sqlite3 in its place.");
    }

    private static string Load()
    {
        Batteries_V2.Init();
        return raw.sqlite3_libversion().utf8_to_string();
    }
}
