using System.Reflection;

namespace PhantomParadox.Hosts;

/// <summary>Holds a section of the configuration against the options that it sets: a misspelt key must not go unnoticed.</summary>
internal static class SectionSettings
{
    /// <exception cref="StartupRefusedException">A key is unknown, or its value is none.</exception>
    public static void Check<T>(IConfigurationSection section)
        where T : class, new()
    {
        var known = typeof(T).GetProperties();
        foreach (var setting in section.GetChildren())
            Check(setting, section.Path, known);
        try
        {
            section.Bind(new T());
        }
        catch (InvalidOperationException error)
        {
            throw new StartupRefusedException(error.Message);
        }
    }

    public static void Check(IConfigurationSection setting, string section, PropertyInfo[] known)
    {
        var property = Array.Find(known, property => string.Equals(property.Name, setting.Key, StringComparison.OrdinalIgnoreCase))
            ?? throw new StartupRefusedException(
                $"{setting.Path} is not a setting. {section} knows: {string.Join(", ", known.Select(one => one.Name))}.");

        // .NET reads a bare number as days, which nobody means who writes 30.
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(TimeSpan) && setting.Value is { Length: > 0 } value && !value.Contains(':', StringComparison.Ordinal))
            throw new StartupRefusedException($"{setting.Path} is '{value}'; write a time as hh:mm:ss, or d.hh:mm:ss.");
    }
}
