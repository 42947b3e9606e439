namespace Feedline.ReliabilityScoring.Jitter;

internal static class RealJitter
{
    public static void Print(TextWriter writer, string[] folders) => writer.WriteLine(folders.Length);
}
