using System.Security.Cryptography;
using System.Text;

namespace Feedline.Sources;

/// <summary>What is shown of an API key: its id as it is, but never a secret.</summary>
/// <remarks>
/// A value that may be the key itself, and not a name for it, is replaced by <c>sha256:</c> and the first twelve hexadecimal digits of
/// its SHA-256: the same in each report, and found again by hashing the keys one has. It may be the key itself when it begins as keys
/// do, or a part of it between <c>- _ . : / @</c> and blanks mixes at least sixteen letters and digits, or at least twenty capital and
/// small letters. A UUID is an id. 64 hexadecimal digits are taken for a SHA-256 already: their first twelve are shown.
/// </remarks>
internal static class KeyText
{
    private const int ShownDigits = 12;

    private static readonly string[] SecretStarts = ["sk-", "sk_", "pk-", "pk_", "rk-", "rk_", "bearer ", "basic ", "ghp_", "xai-", "gsk_", "hf_", "aiza"];

    public static string Of(ReadOnlySpan<byte> text)
    {
        string value = Encoding.UTF8.GetString(text.Trim((byte)' '));
        if (!MayBeSecret(value))
        {
            return value;
        }

        bool isDigest = value.Length == 64 && value.All(char.IsAsciiHexDigit);
        string digits = isDigest ? value.ToLowerInvariant() : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
        return $"sha256:{digits[..ShownDigits]}";
    }

    private static bool MayBeSecret(string value)
    {
        if (value.StartsWith("sha256:", StringComparison.Ordinal) && value.Length == 7 + ShownDigits)
        {
            return false;
        }

        if (Guid.TryParseExact(value, "D", out _))
        {
            return false;
        }

        return SecretStarts.Any(start => value.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            || value.Split(['-', '_', '.', ':', '/', '@', ' ']).Any(IsRandom);
    }

    private static bool IsRandom(string part)
    {
        bool mixed = part.Any(char.IsAsciiDigit) && part.Any(char.IsAsciiLetter);
        bool cased = part.Any(char.IsAsciiLetterUpper) && part.Any(char.IsAsciiLetterLower);
        return part.Length >= 16 && (mixed || (cased && part.Length >= 20));
    }
}
