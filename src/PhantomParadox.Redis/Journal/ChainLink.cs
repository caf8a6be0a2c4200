namespace PhantomParadox.Redis.Journal;

/// <summary>An entry of the stream, as far as the next one must follow it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Hash">SHA-256 of its batch; zeros for none.</param>
internal sealed record ChainLink(EntryId Id, byte[] Hash)
{
    /// <summary>Before the first entry.</summary>
    public static readonly ChainLink None = new(EntryId.None, new byte[32]);

    /// <summary>As the epoch's key holds it: id, a colon, the hash in hexadecimal digits.</summary>
    public string Text => $"{Id}:{Convert.ToHexStringLower(Hash)}";
}
