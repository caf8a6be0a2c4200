using System.Buffers;
using System.Text.Json;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>Reads the messages that an agent sends about a job.</summary>
internal ref struct JobReportParser
{
    // The places of the names below them.
    private const int Job = 1;
    private const int Attempt = 2;
    private const int Progress = 3;
    private const int Success = 4;
    private const int Output = 5;
    private const int ProofHash = 6;
    private const int Nonce = 7;
    private const int Metrics = 8;
    private static readonly MemberNames Members = new("type", "jobId", "attempt", "progress", "success", "output", "proofHash", "nonce", "metrics");

    private JsonFields _fields;
    private readonly MessageType _type;
    private string? _job;
    private long? _attempt;
    private long? _progress;
    private bool? _success;
    private string? _output;
    private string? _proofHash;
    private byte[]? _nonce;
    private long? _bytesProcessed;
    private long? _computeCycles;
    private long? _duration;

    private JobReportParser(ReadOnlySpan<byte> message, MessageType type)
    {
        _fields = new JsonFields(message);
        _type = type;
    }

    /// <summary>Reads a message about a job.</summary>
    /// <param name="message">The message.</param>
    /// <param name="type">Its type, which says what must be there.</param>
    /// <param name="report">What it says.</param>
    /// <param name="job">The job that it names, as far as it could be read; for the answer.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static Complaint? Parse(ReadOnlySpan<byte> message, MessageType type, out JobReport report, out string? job)
    {
        var parser = new JobReportParser(message, type);
        report = default;
        Complaint? complaint;
        try
        {
            complaint = parser.ReadAll() ?? parser.Missing();
            if (complaint is null)
                report = parser.Make();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            complaint = Complaint.Malformed;
        }

        job = parser._job;
        return complaint;
    }

    private Complaint? ReadAll()
    {
        if (!_fields.Open())
            return Complaint.Malformed;

        Complaint? complaint;
        while (_fields.NextMember(Members, out var member, out complaint))
        {
            if (_fields.Reader.TokenType == JsonTokenType.Null)
                continue;   // said to be absent; what must be there is asked for at the end
            complaint = member switch
            {
                Job => _fields.Text(Members[member], null, 64, ref _job),
                Attempt => _fields.Integer(Members[member], 1, int.MaxValue, ref _attempt),
                Progress when _type == MessageType.JobProgress => _fields.Integer(Members[member], 0, 100, ref _progress),
                Success when _type == MessageType.JobComplete => _fields.Flag(Members[member], ref _success),
                Output when _type == MessageType.JobComplete => FreeText(Members[member], ref _output),
                ProofHash when _type == MessageType.JobComplete => FreeText(Members[member], ref _proofHash),
                Nonce when _type == MessageType.JobAccept => ReadNonce(),
                Metrics when _type is MessageType.JobProgress or MessageType.JobComplete => ReadMetrics(),
                _ => _fields.Ignore(),
            };
            if (complaint is not null)
                return complaint;
        }

        return complaint;
    }

    private readonly Complaint? Missing() =>
        _job is null ? Complaint.Field("jobId", "the id of a job")
        : _type == MessageType.JobProgress && _progress is null ? Complaint.Field("progress", "a whole number from 0 to 100")
        : _type == MessageType.JobComplete && _success is null ? Complaint.Field("success", "true or false")
        : null;

    // Its length and content are the market's to judge; it is bounded by the message.
    private readonly Complaint? FreeText(string field, ref string? value)
    {
        if (_fields.Reader.TokenType != JsonTokenType.String)
            return Complaint.Field(field, "a text");
        value = _fields.Reader.GetString();
        return null;
    }

    private Complaint? ReadNonce()
    {
        if (_fields.Reader.TokenType == JsonTokenType.String && _fields.Reader.GetString() is { Length: 64 } text)
        {
            var nonce = new byte[32];
            if (Convert.FromHexString(text, nonce, out _, out _) == OperationStatus.Done)
            {
                _nonce = nonce;
                return null;
            }
        }

        return Complaint.Field("nonce", "64 hexadecimal digits");
    }

    private Complaint? ReadMetrics()
    {
        if (_fields.BeginPart("metrics", out _) is { } notAnObject)
            return notAnObject;
        while (_fields.Next())
        {
            ref var reader = ref _fields.Reader;
            var member = reader.ValueTextEquals("bytesProcessed"u8) ? 1
                : reader.ValueTextEquals("computeCycles"u8) ? 2
                : reader.ValueTextEquals("duration"u8) ? 3
                : 0;
            reader.Read();
            var complaint = reader.TokenType == JsonTokenType.Null ? null : member switch
            {
                1 => _fields.Whole("metrics.bytesProcessed", 0, ref _bytesProcessed),
                2 => _fields.Whole("metrics.computeCycles", 0, ref _computeCycles),
                3 => _fields.Whole("metrics.duration", 0, ref _duration),
                _ => _fields.Ignore(),
            };
            if (complaint is not null)
                return complaint;
        }

        return null;
    }

    private readonly JobReport Make()
    {
        JobId.TryParse(_job, out var job);
        return new JobReport
        {
            JobText = _job!,
            Job = job,
            Attempt = (int?)_attempt,
            Progress = (int)(_progress ?? 0),
            Success = _success ?? false,
            Output = _output,
            ProofHash = _proofHash,
            Nonce = _nonce ?? [],
            Metrics = new JobMetrics { BytesProcessed = _bytesProcessed, ComputeCycles = _computeCycles, Duration = _duration },
        };
    }
}
