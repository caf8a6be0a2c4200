using System.Text.Json;

namespace PhantomParadox.Samples.Work;

/// <summary>Does what a description asks for: hashes files and checks Merkle proofs. One instance serves any number of jobs at once.</summary>
public sealed class FileWork : IDisposable
{
    private readonly HttpClient _http;
    private readonly WorkLimits _limits;

    /// <summary>Makes one that fetches over the network.</summary>
    /// <param name="limits">What a job may cost. Default: those of <see cref="WorkLimits"/>.</param>
    public FileWork(WorkLimits? limits = null)
        : this(limits ?? new WorkLimits(), Network(limits ?? new WorkLimits()))
    {
    }

    /// <summary>Makes one that fetches through a handler of the caller's.</summary>
    /// <param name="limits">What a job may cost; the addresses are the handler's to judge.</param>
    /// <param name="handler">Carries the requests; disposed with this.</param>
    public FileWork(WorkLimits limits, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(limits);
        _limits = limits;
        // The timeout is kept per job, since it is to bound the reading of the body too.
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("PhantomParadox-FileAgent");
    }

    /// <summary>Does the work; what can't be done is an outcome too.</summary>
    /// <param name="description">The job's description.</param>
    /// <param name="progress">Hears the share done, 1 to 99 percent. Null where nobody listens.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<WorkOutcome> RunAsync(string description, Func<int, ValueTask>? progress, CancellationToken cancellationToken)
    {
        try
        {
            return WorkRequest.Parse(description) switch
            {
                WorkRequest.HashUrl hash => Hashed(await DownloadAsync(hash.Url, progress, cancellationToken).ConfigureAwait(false), hash.Expect),
                WorkRequest.HashInline hash => Hashed(
                    await HashAsync(new MemoryStream(hash.Content, writable: false), hash.Content.Length, progress, cancellationToken).ConfigureAwait(false),
                    hash.Expect),
                WorkRequest.HashSeeded hash => Hashed(
                    await HashAsync(new SeededBytes((ulong)hash.Seed, hash.Length), hash.Length, progress, cancellationToken).ConfigureAwait(false),
                    hash.Expect),
                WorkRequest.CheckMerkle check => Checked(check),
                var other => throw new System.Diagnostics.UnreachableException($"{other.GetType().Name} is no known work."),
            };
        }
        catch (WorkRefusedException refused)
        {
            return new WorkOutcome(Success: false, refused.Message);
        }
    }

    /// <summary>Ends its connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<StreamHash> DownloadAsync(Uri url, Func<int, ValueTask>? progress, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limits.Timeout);
        try
        {
            using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                throw new WorkRefusedException($"The address answered with status {(int)response.StatusCode}.");
            var length = response.Content.Headers.ContentLength;
            if (length > _limits.MaxBytes)
                throw new WorkRefusedException($"The content has {length} bytes, more than the {_limits.MaxBytes} that this agent takes.");

            await using var body = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            return await StreamHash.ComputeAsync(body, length, _limits.MaxBytes, progress, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WorkRefusedException($"The download took longer than {_limits.Timeout.TotalSeconds:0.#} s.", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw error.InnerException as WorkRefusedException ?? new WorkRefusedException("The address could not be read.", error);
        }
    }

    private async Task<StreamHash> HashAsync(Stream content, long length, Func<int, ValueTask>? progress, CancellationToken cancellationToken)
    {
        await using (content.ConfigureAwait(false))
        {
            if (length > _limits.MaxBytes)
                throw new WorkRefusedException($"The content has {length} bytes, more than the {_limits.MaxBytes} that this agent takes.");
            return await StreamHash.ComputeAsync(content, length, length, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    private static WorkOutcome Hashed(StreamHash hashed, byte[]? expect)
    {
        var text = Sha256Text.Format(hashed.Hash);
        var matches = expect is null ? (bool?)null : hashed.Hash.AsSpan().SequenceEqual(expect);
        return new WorkOutcome(
            Success: true, Json(("task", "hash"), ("sha256", text), ("bytes", hashed.Length), ("matches", matches)), text, hashed.Length);
    }

    private static WorkOutcome Checked(WorkRequest.CheckMerkle check)
    {
        var root = check.Proof.Root();
        var text = Sha256Text.Format(root);
        return new WorkOutcome(
            Success: true,
            Json(("task", "merkle"), ("root", text), ("valid", root.AsSpan().SequenceEqual(check.Root))),
            text,
            check.Proof.Leaf.Length);
    }

    private static string Json(params (string Name, object? Value)[] members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                switch (value)
                {
                    case null: break;
                    case bool flag: json.WriteBoolean(name, flag); break;
                    case long number: json.WriteNumber(name, number); break;
                    default: json.WriteString(name, (string)value); break;
                }
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static SocketsHttpHandler Network(WorkLimits limits)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = limits.AllowPrivateAddresses,   // a proxy would connect where this agent may not
            UseCookies = false,
            MaxAutomaticRedirections = 5,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        };
        if (!limits.AllowPrivateAddresses)
            handler.ConnectCallback = static (context, cancellationToken) => PublicAddress.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return handler;
    }
}
