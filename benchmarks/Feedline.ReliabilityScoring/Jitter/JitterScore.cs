using System.Globalization;

namespace Feedline.ReliabilityScoring.Jitter;

/// <summary>How often the predicted slowest rank lies in its interval.</summary>
internal static class JitterScore
{
    public static int Run(string[] args)
    {
        switch (args)
        {
            case ["synthetic", string first, string count]:
                SyntheticJitter.Print(Console.Out, int.Parse(first, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture));
                return 0;
            case ["synthetic", string first, string count, string kinds]:
                SyntheticJitter.Print(Console.Out, int.Parse(first, CultureInfo.InvariantCulture), int.Parse(count, CultureInfo.InvariantCulture), kinds);
                return 0;
            case ["real", .. string[] paths] when paths.Length > 0:
                RealJitter.Print(Console.Out, paths);
                return 0;
            default:
                Console.Error.WriteLine("usage: jitter synthetic FIRST COUNT [KINDS] | jitter real PATH…");
                return 2;
        }
    }
}
