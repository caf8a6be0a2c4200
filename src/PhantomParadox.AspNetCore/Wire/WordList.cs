using System.Runtime.CompilerServices;

namespace PhantomParadox.AspNetCore;

/// <summary>The wire's words for the members of an enumeration.</summary>
internal sealed class WordList<T>
    where T : struct, Enum
{
    private readonly string?[] _byValue;
    private readonly (T Value, string Word)[] _words;

    public WordList(params (T Value, string Word)[] words)
    {
        _words = words;
        _byValue = new string?[words.Max(pair => Number(pair.Value)) + 1];
        foreach (var (value, word) in words)
            _byValue[Number(value)] = word;
        Choices = string.Join(", ", words.Select(pair => pair.Word));
    }

    /// <summary>All words, for a message.</summary>
    public string Choices { get; }

    public string this[T value] =>
        _byValue[Number(value)] ?? throw new ArgumentOutOfRangeException(nameof(value), value, "The wire has no word for it.");

    public bool TryParse(string? word, out T value)
    {
        foreach (var pair in _words)
        {
            if (pair.Word == word)
            {
                value = pair.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    // Every enumeration of the contract is a byte.
    private static int Number(T value) => Unsafe.BitCast<T, byte>(value);
}
