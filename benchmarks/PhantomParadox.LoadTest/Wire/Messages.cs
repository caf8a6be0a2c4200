using System.Security.Cryptography;
using System.Text;

namespace PhantomParadox.LoadTest.Wire;

/// <summary>What agents and buyers say, as bytes ready to send.</summary>
internal static class Messages
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>A wallet that no earlier run has used, as clients write them: 43 base58 characters.</summary>
    public static string NewWallet() => RandomNumberGenerator.GetString(Base58, 43);

    /// <summary>A heartbeat with all that clients send, at its usual size.</summary>
    public static byte[] Heartbeat(string wallet, string capability, int capacity) => OutgoingFrame.OfClient(
        Frame.Text,
        Encoding.UTF8.GetBytes(
        $$$"""{"type":"heartbeat","agent":"{{{wallet}}}","platform":"desktop","version":"1.0.0",""" +
        $$$"""
        "capabilities":["relay","{{{capability}}}"],"config":{"maxBandwidth":100,"dailyDataCap":1000,"capacity":{{{capacity}}}},
        """ +
        """
        "metrics":{"bytesRelayed":1024,"bytesToday":1024,"connections":3,"uptime":3600}}
        """));

    public static byte[] JobComplete(string jobId) => OutgoingFrame.OfClient(Frame.Text, Encoding.UTF8.GetBytes(
        $$"""{"type":"job_complete","jobId":"{{jobId}}","success":true,"output":"done"}"""));

    /// <summary>A request to post a job that only agents with a certain capability can take.</summary>
    public static byte[] PostJob(LoopbackTarget target, string buyer, string description, string capability)
    {
        var body =
            $$$"""{"type":"relay","brainsAddress":"{{{buyer}}}","description":"{{{description}}}",""" +
            $$$"""
            "payment":{"amount":1000000,"currency":"SOL"},"requirements":{"capabilities":["{{{capability}}}"]}}
            """;
        return Encoding.UTF8.GetBytes(
            $"POST /api/jobs HTTP/1.1\r\nHost: {target.Host}\r\nContent-Type: application/json\r\n" +
            $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }
}
