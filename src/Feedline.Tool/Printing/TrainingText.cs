using System.Globalization;
using System.Text;
using Feedline.Tool.Training;

namespace Feedline.Tool.Printing;

/// <summary>What <c>feedline train</c> did, for a person.</summary>
internal static class TrainingText
{
    public static string Write(TrainingReport report)
    {
        var text = new StringBuilder();
        text.Append(Text($"{report.Recordings} recording{(report.Recordings == 1 ? "" : "s")}, {report.Windows} windows\n\n"));
        bool isTested = !double.IsNaN(report.MacroF1);
        text.Append(isTested ? "mode                    windows  named  falsely     F1\n" : "mode                    windows\n");
        foreach (TrainedMode mode in report.Modes)
        {
            text.Append(isTested
                ? Text($"{mode.Mode,-22} {mode.Windows,8} {mode.Named,6} {mode.FalselyNamed,8} {mode.F1,6:0.00}\n")
                : Text($"{mode.Mode,-22} {mode.Windows,8}\n"));
        }

        text.Append('\n').Append(isTested
            ? Text($"Leaving out one recording at a time: macro-F1 {report.MacroF1:0.000}\n")
            : "A single recording: nothing is left to test on.\n");
        if (report.Unlearned.Count > 0)
            text.Append(Text($"Too few windows to be learned: {string.Join(", ", report.Unlearned)}\n"));

        return text.Append(Text($"Written to {Printable.Of(report.Model)} ({report.Bytes} bytes)\n")).ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
