namespace Feedline.ClassifierScoring;

internal static class AbstentionReport
{
    public static void Print(TextWriter output, Feedline.MachineLearning.FailureModeModel model, string test) => throw new NotSupportedException();
}
