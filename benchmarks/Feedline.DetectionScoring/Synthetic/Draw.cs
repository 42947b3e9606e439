namespace Feedline.DetectionScoring.Synthetic;

/// <summary>Random numbers of several distributions from one seed.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    public double Uniform(double least, double most) => least + (most - least) * _random.NextDouble();

    public int Whole(int least, int most) => _random.Next(least, most + 1);

    public bool Chance(double share) => _random.NextDouble() < share;

    public T OneOf<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    public double Exponential() => -Math.Log(1 - _random.NextDouble());

    /// <summary>At least 1; the smaller the index the heavier the tail.</summary>
    public double Pareto(double index) => Math.Pow(1 - _random.NextDouble(), -1 / index);

    /// <summary>A magnitude that is as often below the geometric mean of the two as above.</summary>
    public double Magnitude(double least, double most) => least * Math.Pow(most / least, _random.NextDouble());

    public int Sign() => _random.Next(2) * 2 - 1;

    /// <summary>A count of events that come one by one at this rate.</summary>
    public int Poisson(double rate)
    {
        if (rate > 60)
            return (int)Math.Max(0, Math.Round(rate + Math.Sqrt(rate) * Normal()));
        double limit = Math.Exp(-rate);
        int count = 0;
        for (double product = _random.NextDouble(); product > limit; product *= _random.NextDouble())
            count++;
        return count;
    }
}
