namespace Feedline;

/// <summary>Finds the rule id that a mistyped one was most likely meant to be.</summary>
internal static class RuleIdSuggestion
{
    /// <summary>The sentence for an id that no rule has, with the nearest known id when there is one near.</summary>
    public static string Explain(string id, IEnumerable<string> known)
    {
        string? nearest = null;
        int least = Math.Max(2, id.Length / 3) + 1;
        foreach (string candidate in known.Order(StringComparer.Ordinal))
        {
            int distance = Distance(id, candidate);
            if (distance < least)
                (least, nearest) = (distance, candidate);
        }

        string message = $"No rule has the id '{id}'.";
        return nearest is null ? message : $"{message} Did you mean '{nearest}'?";
    }

    /// <summary>Levenshtein's distance, without regard to case.</summary>
    internal static int Distance(string left, string right)
    {
        int[] row = new int[right.Length + 1];
        for (int j = 0; j < row.Length; j++)
            row[j] = j;

        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.Length; j++)
            {
                int cost = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1;
                int best = Math.Min(diagonal + cost, Math.Min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = best;
            }
        }

        return row[^1];
    }
}
