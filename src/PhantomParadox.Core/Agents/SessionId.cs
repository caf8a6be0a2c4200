namespace PhantomParadox;

/// <summary>One live connection of an agent, named by the transport that holds it.</summary>
/// <param name="Value">A number that the transport never uses twice while its process lives; 0 names no session.</param>
public readonly record struct SessionId(ulong Value);
