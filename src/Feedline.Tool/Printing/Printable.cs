using System.Globalization;

namespace Feedline.Tool.Printing;

/// <summary>Makes text of a recording safe to print: a job name must not be able to move the cursor or hide what follows.</summary>
internal static class Printable
{
    public static string Of(string text) => !text.Any(IsUnsafe)
        ? text
        : string.Create(text.Length, text, static (target, source) =>
        {
            for (int i = 0; i < source.Length; i++)
                target[i] = source[i] is '\r' or '\n' or '\t' ? ' ' : IsUnsafe(source[i]) ? '\uFFFD' : source[i];
        });

    // Controls, and marks that change the direction of what follows.
    private static bool IsUnsafe(char character) => CharUnicodeInfo.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
