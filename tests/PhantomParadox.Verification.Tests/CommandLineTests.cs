using System.Text.Json;
using PhantomParadox.Cli;
using PhantomParadox.Verification.Tests.Simulation;

namespace PhantomParadox.Verification.Tests;

public sealed class CommandLineTests : IDisposable
{
    private static readonly SimulatedDispute Dispute = SimulatedDispute.Play(seed: 6, jurors: 24);

    private readonly string _folder = Directory.CreateTempSubdirectory("phantomparadox-").FullName;

    [Fact]
    public void AProofThatHolds_Gives0()
    {
        var (code, output, _) = Run("verify-jury", Keep(Dispute.Proof), "--pool", Keep(Dispute.Pool(0)), "--beacon-tip", Dispute.Tip.ToString());

        Assert.Equal(0, code);
        Assert.EndsWith("Verified: all of it holds." + Environment.NewLine, output, StringComparison.Ordinal);
    }

    [Fact]
    public void AProofThatDoesNot_Gives1_WithALineForEachFailure()
    {
        var (code, output, _) = Run("verify-jury", Keep(Dispute.Proof), "--beacon-tip", new string('0', 64));

        Assert.Equal(1, code);
        Assert.Contains("round 0: the chain's tip is ", output, StringComparison.Ordinal);
        Assert.Contains("NOT verified: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_CarriesTheSame()
    {
        var (code, output, _) = Run("verify-jury", Keep(Dispute.Proof), "--json", "--beacon-tip", new string('0', 64));

        using var report = JsonDocument.Parse(output);
        Assert.Equal((1, false), (code, report.RootElement.GetProperty("isValid").GetBoolean()));
        Assert.Equal("round 0", report.RootElement.GetProperty("failures")[0].GetProperty("place").GetString());
    }

    [Fact]
    public void StandardInput_IsReadForADash()
    {
        using var error = new StringWriter();
        using var output = new StringWriter();

        Assert.Equal(0, CommandLine.Run(["verify-jury", "-"], () => new MemoryStream(Dispute.Proof), output, error));
    }

    [Fact]
    public void WhatCannotBeRead_Gives2()
    {
        Assert.Equal(2, Run("verify-jury", Path.Combine(_folder, "nothing")).Code);
        Assert.Equal(2, Run("verify-jury", Keep("{"u8.ToArray())).Code);
        Assert.Equal(2, Run("verify-jury").Code);
        Assert.Equal(2, Run("verify-jury", Keep(Dispute.Proof), "--beacon-tip", "00").Code);
        Assert.Equal(2, Run("no-such-command").Code);
    }

    [Fact]
    public void Help_NamesTheCommandAndItsOptions()
    {
        var (code, output, _) = Run("verify-jury", "--help");

        Assert.Equal(0, code);
        Assert.All((string[])["FILE", "--pool", "--beacon-tip", "--json"], word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Keep(byte[] content)
    {
        var file = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllBytes(file, content);
        return file;
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = CommandLine.Run(arguments, Stream () => throw new InvalidOperationException("Nothing is read from standard input."), output, error);
        return (code, output.ToString(), error.ToString());
    }
}
