namespace Feedline.DetectionScoring.Synthetic;

/// <summary>Parts that series are put together from.</summary>
internal static class Shapes
{
    /// <summary>A day, 0 to 1: one or two humps, none like another.</summary>
    public static double[] Day(Draw draw, int period)
    {
        double first = draw.Uniform(0.3, 0.6), second = first + draw.Uniform(0.15, 0.35);
        double firstWidth = draw.Uniform(0.06, 0.18), secondWidth = draw.Uniform(0.05, 0.15);
        double share = draw.Uniform(0, 1.2), dip = draw.Uniform(0.5, 1);
        double[] day = [.. Enumerable.Range(0, period).Select(i => Hump((double)i / period, first, firstWidth)
            + share * Hump((double)i / period, second, secondWidth) - 0.3 * dip * Hump((double)i / period, 0.15, 0.1))];
        double least = day.Min(), most = day.Max();
        return [.. day.Select(value => (value - least) / (most - least))];
    }

    /// <summary>What each day of a week counts.</summary>
    public static double[] Week(Draw draw)
    {
        double weekend = draw.OneOf(1.0, 1.0, draw.Uniform(0.3, 0.8), draw.Uniform(1.1, 1.4));
        return [.. Enumerable.Range(0, 7).Select(day => (day >= 5 ? weekend : 1) * draw.Uniform(0.95, 1.05))];
    }

    /// <summary>Noise with memory, of standard deviation 1.</summary>
    public static double[] Memory(Draw draw, int count, double memory)
    {
        double[] values = new double[count];
        double state = draw.Normal();
        for (int i = 0; i < count; i++)
            values[i] = state = memory * state + Math.Sqrt(1 - memory * memory) * draw.Normal();
        return values;
    }

    /// <summary>Noise now and then far out, of about standard deviation 1.</summary>
    public static double Heavy(Draw draw) => draw.Chance(0.97) ? 0.8 * draw.Normal() : 2.2 * draw.Normal();

    /// <summary>Times 0, 1, 2, … of things that come now and then, on average so many rows apart.</summary>
    public static IEnumerable<int> Times(Draw draw, int count, double apart)
    {
        for (double at = apart * draw.Exponential(); at < count; at += 1 + apart * draw.Exponential())
            yield return (int)at;
    }

    private static double Hump(double at, double center, double width)
    {
        double away = Math.Abs(at - center);
        away = Math.Min(away, 1 - away);
        return Math.Exp(-0.5 * away * away / (width * width));
    }
}
