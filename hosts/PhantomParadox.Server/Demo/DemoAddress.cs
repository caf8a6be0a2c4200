using Microsoft.AspNetCore.Http;

namespace PhantomParadox.Server.Demo;

/// <summary>Finds the address by which the host reaches itself.</summary>
internal static class DemoAddress
{
    /// <param name="bound">What the server listens on, as it says after its start.</param>
    /// <returns>One of them, without TLS where there is a choice; null where none is of TCP.</returns>
    public static Uri? Of(IEnumerable<string> bound)
    {
        var address = bound.Select(BindingAddress.Parse)
            .Where(one => !one.IsUnixPipe && !one.IsNamedPipe)
            .OrderBy(one => one.Scheme == Uri.UriSchemeHttp ? 0 : 1)
            .FirstOrDefault();
        if (address is null)
            return null;
        // "Everywhere" is no place to connect to.
        var host = address.Host is "[::]" or "0.0.0.0" or "*" or "+" ? "localhost" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri;
    }
}
