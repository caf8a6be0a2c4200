using System.Net.Http.Headers;
using System.Text;

namespace PhantomParadox.Solana;

/// <summary>Where a node is. Only its name may be shown: path, query and user often hold a key.</summary>
internal sealed class EndpointAddress
{
    private const int ShortestSecret = 6;   // "v1", "rpc" and the like are none

    private readonly string[] _secrets;

    public EndpointAddress(string address)
    {
        var uri = new Uri(address);
        Name = uri.GetLeftPart(UriPartial.Scheme) + uri.Authority[(uri.Authority.LastIndexOf('@') + 1)..];
        Uri = new UriBuilder(uri) { UserName = "", Password = "", Fragment = "" }.Uri;
        var user = Uri.UnescapeDataString(uri.UserInfo);
        if (user.Length > 0)
            Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        _secrets =
        [
            .. (uri.PathAndQuery + ":" + uri.UserInfo).Split('/', '?', '&', '=', ':').SelectMany(part => (string[])[part, Uri.UnescapeDataString(part)])
                .Where(part => part.Length >= ShortestSecret).Distinct(StringComparer.Ordinal).OrderByDescending(part => part.Length),
        ];
    }

    /// <summary>Scheme, host and port.</summary>
    public string Name { get; }

    public Uri Uri { get; }

    public AuthenticationHeaderValue? Authorization { get; }

    /// <summary>A text of the node's without what the address holds, line breaks and whatever is beyond a length: fit for a log.</summary>
    public string Redact(string text, int most)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, "[redacted]", StringComparison.OrdinalIgnoreCase);
        text = text.Length > most ? text[..most] : text;
        return text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)) : text;
    }

    public override string ToString() => Name;
}
