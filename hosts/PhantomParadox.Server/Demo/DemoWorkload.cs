using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using PhantomParadox.Protocol.Rest;
using PhantomParadox.Samples.Work;

namespace PhantomParadox.Server.Demo;

/// <summary>Thinks up jobs with known answers, the same ones for the same seed. For one caller at a time.</summary>
internal sealed class DemoWorkload(int seed)
{
    private const int KiB = 1_024;

    // More than any agent offers.
    private const int NobodysBandwidth = 100_000;

    // Base64 has a plus, which the default encoder would blow up to six characters.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Early, so that whoever watches needn't wait for what comes of it.
    private const int FirstBargain = 3;

    private readonly Random _random = new(seed);
    private int _count;

    public DemoTask Next()
    {
        var pick = _random.Next(100);
        if (++_count == FirstBargain)
            return Bargain();
        return pick switch
        {
            < 32 => HashOfASeed(),
            < 57 => HashOfContent(),
            < 89 => Merkle(),
            < 95 => Bargain(),
            < 97 => Impossible(),
            _ => Unwanted(),
        };
    }

    private DemoTask HashOfASeed()
    {
        var (number, kib) = (_random.Next(), 64 * _random.Next(1, 17));
        using var content = new SeededBytes((ulong)number, kib * KiB);
        var answer = new DemoAnswer(Convert.ToHexStringLower(SHA256.HashData(content)));
        return new DemoTask(
            Request("compute", new { task = "hash", seed = number, bytes = kib * KiB }, 500 * kib),
            string.Create(CultureInfo.InvariantCulture, $"hash of {kib} KiB by seed"),
            answer);
    }

    private DemoTask HashOfContent()
    {
        var content = new byte[_random.Next(1, 9) * KiB];
        _random.NextBytes(content);
        return new DemoTask(
            Request("compute", new { task = "hash", inline = Convert.ToBase64String(content) }, 2_000 * content.Length / KiB),
            string.Create(CultureInfo.InvariantCulture, $"hash of {content.Length / KiB} KiB"),
            new DemoAnswer(Convert.ToHexStringLower(SHA256.HashData(content))));
    }

    private DemoTask Merkle()
    {
        var leaves = Enumerable.Range(0, _random.Next(2, 65)).Select(_ => Bytes(_random.Next(16, 257))).ToArray();
        var (proof, root) = MerkleTree.Prove(leaves, _random.Next(leaves.Length));
        // A third of the proofs is forged, and its buyer pays for hearing so.
        var valid = _random.Next(3) > 0;
        if (!valid)
            proof.Leaf[_random.Next(proof.Leaf.Length)] ^= (byte)_random.Next(1, 256);
        var description = new
        {
            task = "merkle",
            leaf = Convert.ToBase64String(proof.Leaf),
            path = proof.Path.Select(step => (step.SiblingIsLeft ? "left:" : "right:") + Convert.ToHexStringLower(step.Sibling)),
            root = Convert.ToHexStringLower(root),
        };
        return new DemoTask(
            Request("verify", description, 3_000 * (proof.Path.Count + 1)),
            string.Create(CultureInfo.InvariantCulture, $"proof in a tree of {leaves.Length}"),
            new DemoAnswer(Convert.ToHexStringLower(proof.Root()), valid));
    }

    /// <summary>Work at half the price, for those who offer that; its buyer looks before it pays.</summary>
    private DemoTask Bargain()
    {
        var task = _random.Next(2) == 0 ? HashOfContent() : Merkle();
        var payment = task.Request.Payment! with { Amount = task.Request.Payment.Amount / 2 };
        var requirements = new WireRequirements { Capabilities = [DemoCast.Bargain] };
        return task with { Request = task.Request with { Payment = payment, Requirements = requirements, AutoApprove = false } };
    }

    private DemoTask Unwanted()
    {
        var task = HashOfASeed();
        var requirements = new WireRequirements { MinBandwidth = NobodysBandwidth };
        return task with { Request = task.Request with { Requirements = requirements }, Unwanted = true };
    }

    private DemoTask Impossible() => new(Request("compute", new { task = "divine", question = "Who wins?" }, 50_000), "a question to an oracle", Answer: null);

    private CreateJobRequest Request<T>(string type, T description, int price) => new()
    {
        Type = type,
        Description = JsonSerializer.Serialize(description, Compact),
        Payment = new CreateJobPayment { Amount = 5_000 + price + _random.Next(5_000), Currency = "SOL" },
        AutoApprove = _random.Next(5) < 3,
    };

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
