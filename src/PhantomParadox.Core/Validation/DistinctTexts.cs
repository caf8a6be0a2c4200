namespace PhantomParadox.Validation;

/// <summary>Lists of texts in which repeated ones count once.</summary>
internal static class DistinctTexts
{
    /// <summary>The texts in their order, each once; the list itself where none is repeated.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> texts)
    {
        for (var index = 1; index < texts.Count; index++)
        {
            if (IsRepeated(texts, index))
                return Reduce(texts);
        }
        return texts;
    }

    private static List<string> Reduce(IReadOnlyList<string> texts)
    {
        List<string> kept = [];
        for (var index = 0; index < texts.Count; index++)
        {
            if (!IsRepeated(texts, index))
                kept.Add(texts[index]);
        }
        return kept;
    }

    private static bool IsRepeated(IReadOnlyList<string> texts, int index)
    {
        for (var earlier = 0; earlier < index; earlier++)
        {
            if (string.Equals(texts[earlier], texts[index], StringComparison.Ordinal))
                return true;
        }
        return false;
    }
}
