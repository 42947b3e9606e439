namespace Feedline.Tool.Printing;

/// <summary>Bars of text, exact to an eighth of a column.</summary>
internal static class Bar
{
    private const string Eighths = "▏▎▍▌▋▊▉";

    /// <summary>The bar of a part; never empty for a part that is there.</summary>
    public static string Of(double part, double whole, int width)
    {
        if (part <= 0 || whole <= 0)
            return "";

        int eighths = Math.Max(1, (int)Math.Round(Math.Min(part / whole, 1) * width * 8));
        string full = new('█', eighths / 8);
        return eighths % 8 == 0 ? full : full + Eighths[eighths % 8 - 1];
    }
}
