namespace Feedline.DetectionScoring.ChangePoints;

/// <summary>Prints covering and F1 on the Turing Change Point Dataset as Markdown.</summary>
internal static class ChangeReport
{
    public static void Print(TextWriter output, string folder)
    {
        AnnotatedSeries[] all = AnnotatedSeries.ReadAll(folder);
        output.WriteLine($"Means over {all.Length} series; then cover / F1 of each.");
        output.WriteLine();
        output.WriteLine("| method | cover | F1 |");
        output.WriteLine("|---|---|---|");
        int[][][] found = [.. ChangeBaselines.All.Select(method => all.Select(series => ChangeBaselines.Find(method.Find, series.Values)).ToArray())];
        for (int m = 0; m < found.Length; m++)
        {
            output.WriteLine(Text(
                $"| {ChangeBaselines.All[m].Name} | {all.Zip(found[m], Covering).Average():0.000} | {all.Zip(found[m], F1).Average():0.000} |"));
        }

        output.WriteLine();
        output.WriteLine($"| series | {string.Join(" | ", ChangeBaselines.All.Select(method => method.Name))} |");
        output.WriteLine($"|---|{string.Concat(found.Select(_ => "---|"))}");
        for (int i = 0; i < all.Length; i++)
            output.WriteLine($"| {all[i].Name} | {string.Join(" | ", found.Select(method => Text($"{Covering(all[i], method[i]):0.00} / {F1(all[i], method[i]):0.00}")))} |");
    }

    private static double Covering(AnnotatedSeries series, int[] found) => ChangeScore.Covering(series.Annotators, found, series.Values.Length);

    private static double F1(AnnotatedSeries series, int[] found) => ChangeScore.F1(series.Annotators, found);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
