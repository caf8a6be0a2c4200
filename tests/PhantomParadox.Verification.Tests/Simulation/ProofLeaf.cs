using System.Text.Json;
using System.Text.Json.Nodes;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Tests.Simulation;

/// <summary>A single value of a proof, a member or an element, and the ways to falsify it.</summary>
/// <param name="Node">Where it stands.</param>
/// <param name="Path">Its path with places left out: <c>rounds[].offers[].vote</c>.</param>
internal sealed record ProofLeaf(JsonNode Node, string Path)
{
    private static readonly string[] Words =
    [
        "brains_win", "muscle_win", "split", "resolved", "timeout", "brains", "muscle", "accepted", "declined", "expired", "seat", "party",
        "earlier_round", "related", "party_operator", "same_operator", "out_of_range", "text", "log", "fraud", "other", "L", "R", "buyer", "agent",
    ];

    /// <summary>All values below a node, in order.</summary>
    public static List<ProofLeaf> Of(JsonNode root)
    {
        List<ProofLeaf> leaves = [];
        Walk(root, "");
        return leaves;

        void Walk(JsonNode node, string path)
        {
            switch (node)
            {
                case JsonObject members:
                    foreach (var (name, member) in members)
                        Walk(member!, path.Length == 0 ? name : $"{path}.{name}");
                    break;
                case JsonArray items:
                    foreach (var item in items)
                        Walk(item!, path + "[]");
                    break;
                default:
                    leaves.Add(new ProofLeaf(node, path));
                    break;
            }
        }
    }

    /// <summary>Puts another value in its place, of the same kind so that nothing but its meaning is wrong. Undo gives it back.</summary>
    public Action Falsify(Dice dice)
    {
        var (parent, key, index) = (Node.Parent!, Node.Parent is JsonObject ? Node.GetPropertyName() : "", Node.Parent is JsonArray ? Node.GetElementIndex() : 0);
        var other = Another(dice);
        Put(other);
        return () => Put(Node);

        void Put(JsonNode value)
        {
            if (parent is JsonObject members)
                members[key] = value;
            else
                ((JsonArray)parent)[index] = value;
        }
    }

    /// <summary>Makes the digest anew, as a market that lies would. Undo gives the old one back.</summary>
    public static Action Seal(JsonNode proof)
    {
        var before = proof["digest"];
        proof["digest"] = ProofDigest.Of(JsonSerializer.SerializeToElement(proof));
        return () => proof["digest"] = before;
    }

    private JsonNode Another(Dice dice) => Node.GetValueKind() switch
    {
        JsonValueKind.True => JsonValue.Create(false),
        JsonValueKind.False => JsonValue.Create(true),
        JsonValueKind.Number => JsonValue.Create(Number(dice, Node.GetValue<long>())),
        _ => JsonValue.Create(Text(dice, Node.GetValue<string>())),
    };

    private static long Number(Dice dice, long value) => dice.Below(4) switch
    {
        0 => value + 1,
        1 => value == 0 ? 1 : value - 1,
        2 => value + 1 + dice.Below(1_000_000),
        _ => value == 0 ? 7 : 0,
    };

    private static string Text(Dice dice, string value)
    {
        if (Words.Contains(value))
            return dice.Of([.. Words.Where(word => word != value)]);
        if (value.Length == 0)
            return dice.Of(["a", "workers", "größer"]);
        // One character, of the same sort where it is a digit.
        var at = dice.Below(value.Length);
        while (value[at] is '-' or ':')
            at = dice.Below(value.Length);
        var digits = value.Length >= 32 ? "0123456789abcdef" : "0123456789";
        var replacement = digits.Contains(value[at]) ? dice.Of([.. digits.Where(digit => digit != value[at])]) : value[at] == 'x' ? 'y' : 'x';
        return string.Concat(value.AsSpan(0, at), [replacement], value.AsSpan(at + 1));
    }
}
