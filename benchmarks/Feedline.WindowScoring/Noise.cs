namespace Feedline.WindowScoring;

/// <summary>A seeded source of values of one kind.</summary>
internal sealed class Noise(string kind, Random random)
{
    private double _last;
    private long _time;

    public static IReadOnlyList<string> Kinds { get; } =
    [
        "normal", "exponential", "log-normal", "Student's t, 4 degrees of freedom", "first-order memory 0.7", "first-order memory 0.97",
        "random walk", "normal, rounded to whole numbers", "season of 288 samples under normal noise",
    ];

    public double Next()
    {
        double normal = Normal();
        _time++;
        return kind switch
        {
            "normal" => normal,
            "exponential" => -Math.Log(1 - random.NextDouble()),
            "log-normal" => Math.Exp(normal),
            "first-order memory 0.7" => _last = (0.7 * _last) + normal,
            "first-order memory 0.97" => _last = (0.97 * _last) + normal,
            "random walk" => _last += normal,
            "normal, rounded to whole numbers" => Math.Round(normal),
            "season of 288 samples under normal noise" => (3 * Math.Sin(Math.Tau * _time / 288)) + normal,
            _ => normal / Math.Sqrt(((Square() + Square()) + (Square() + Square())) / 4),
        };
    }

    private double Square()
    {
        double normal = Normal();
        return normal * normal;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
