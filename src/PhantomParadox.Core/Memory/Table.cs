namespace PhantomParadox.Memory;

internal sealed class Table<T> where T : unmanaged
{
}
