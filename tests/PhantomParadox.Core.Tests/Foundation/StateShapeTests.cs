using System.Reflection;
using System.Runtime.CompilerServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>What the state is made of: rows without references, numbers without fractions.</summary>
public sealed class StateShapeTests
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] Fractions = [typeof(float), typeof(double), typeof(decimal), typeof(Half)];

    [Fact]
    public void NoRow_HoldsAReference()
    {
        SortedSet<string> seen = [];
        foreach (var field in Fields())
            Check(field.FieldType, seen);

        Assert.Superset(
            new HashSet<string> { "JobRow", "AgentRow", "WalletRow", "AccountRow", "DisputeRow", "EvidenceRow", "PairRow" }, seen.ToHashSet());
    }

    [Fact]
    public void NoField_ThatTheMarketDecidesOn_HasAFraction()
    {
        foreach (var field in Fields())
        {
            if (field.DeclaringType!.Namespace != "PhantomParadox.Engine")
                Assert.DoesNotContain(Parts(field.FieldType), Fractions.Contains);
        }
    }

    // Rows stand in snapshots as they lie in memory. One that changes needs a new version of its section, and a reader of the old one.
    [Fact]
    public void EveryRow_LiesInMemoryAsItAlwaysDid()
    {
        SortedSet<string> layouts = new(StringComparer.Ordinal);
        foreach (var field in Fields())
            Describe(field.FieldType, layouts);

        Assert.True(layouts.Count > 20, "Rows were overlooked.");
        GoldenFile.MatchText("layouts", [.. layouts]);
    }

    private static void Describe(Type type, SortedSet<string> layouts)
    {
        if (!type.IsGenericType || type.ContainsGenericParameters)
            return;
        var definition = type.GetGenericTypeDefinition();
        if (definition == typeof(Column<>))
        {
            var row = type.GetGenericArguments()[0];
            var layout = typeof(RowLayout<>).MakeGenericType(row).GetField(nameof(RowLayout<int>.Description), Any)!.GetValue(null);
            layouts.Add($"{NameOf(row)}: {layout}");
        }
        else if (definition == typeof(Table<>) || definition == typeof(Blocks<>))
        {
            foreach (var field in type.GetFields(Any))
                Describe(field.FieldType, layouts);
        }
    }

    private static string NameOf(Type type)
    {
        var name = type.IsNested ? $"{type.DeclaringType!.Name.Split('`')[0]}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : name;
    }

    private static IEnumerable<FieldInfo> Fields() => typeof(Market).Assembly.GetTypes().SelectMany(type => type.GetFields(Any));

    private static void Check(Type type, SortedSet<string> seen)
    {
        if (!type.IsGenericType || type.ContainsGenericParameters)
            return;
        var definition = type.GetGenericTypeDefinition();
        if (definition != typeof(Table<>) && definition != typeof(Column<>))
            return;
        var row = type.GetGenericArguments()[0];
        seen.Add(row.Name);
        var holds = typeof(RuntimeHelpers).GetMethod(nameof(RuntimeHelpers.IsReferenceOrContainsReferences))!.MakeGenericMethod(row);
        Assert.False((bool)holds.Invoke(null, null)!, $"{row} holds a reference.");
        foreach (var field in type.GetFields(Any))
            Check(field.FieldType, seen);
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        yield return type;
        foreach (var part in type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts))
            yield return part;
    }
}
