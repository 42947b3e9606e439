namespace Feedline.UsageScoring;

/// <summary>A request of a real trace.</summary>
internal readonly record struct Arrival(double Seconds, int InputTokens, int OutputTokens)
{
    /// <summary>Reads an Azure trace: <c>TIMESTAMP,ContextTokens,GeneratedTokens</c>; times count from the first.</summary>
    public static IReadOnlyList<Arrival> Read(string file)
    {
        var arrivals = new List<Arrival>();
        DateTime first = default;
        foreach (string line in File.ReadLines(file).Skip(1))
        {
            string[] cells = line.Split(',');
            var time = DateTime.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture);
            first = arrivals.Count == 0 ? time : first;
            arrivals.Add(new Arrival((time - first).TotalSeconds, int.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture), int.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture)));
        }

        return arrivals;
    }
}
