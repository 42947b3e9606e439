namespace Feedline.DetectionScoring.Synthetic;

/// <summary>Puts anomalies into a series.</summary>
internal sealed class Planter(Draw draw, Quiet quiet)
{
    private readonly double[] _before = [.. quiet.Values];
    private readonly double[] _values = quiet.Values;
    private readonly double _spread = Spread(quiet.Values);
    private readonly double _least = quiet.Values.Min();

    /// <summary>Plants one.</summary>
    /// <param name="kind">What.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="room">How many rows it may take.</param>
    /// <param name="strength">1 for one that a person sees at once; benign ones are weaker.</param>
    public void Plant(AnomalyKind kind, int at, int room, double strength)
    {
        double height = strength * draw.Magnitude(3, 9) * _spread;
        int length = Math.Clamp((int)(room * draw.Magnitude(0.1, 1)), 8, room);
        int period = quiet.Period > 1 ? quiet.Period : length;
        switch (kind)
        {
            case AnomalyKind.Spike:
                Add(at, draw.Whole(1, 3), draw.Chance(0.8) ? height * 1.5 : -height * 1.5);
                break;
            case AnomalyKind.OutOfSeason:
                Take(at, Math.Max(3, Math.Min(room, period) / draw.Whole(3, 8)), i => _before[Math.Max(0, i - period / 2)]);
                break;
            case AnomalyKind.Shift:
                Add(at, draw.Chance(0.4) ? _values.Length - at : length, draw.Sign() * height * 0.6);
                break;
            case AnomalyKind.Ramp:
                int sign = draw.Chance(0.7) ? -1 : 1;
                Take(at, length, i => _before[i] + sign * height * 1.5 * (i - at) / length);
                break;
            case AnomalyKind.Noisy:
                double rough = draw.Uniform(2, 5) * strength;
                Take(at, length, i => _before[i] + rough * Local(i) * draw.Normal());
                break;
            case AnomalyKind.Stuck:
                Take(at, Math.Max(length, Math.Min(room, period)), _ => _before[at]);
                break;
            case AnomalyKind.NoPeak:
                double left = draw.Uniform(0, 0.4);
                Take(at - period / 2, Math.Min(room, period), i => _least + left * (_before[i] - _least));
                break;
            case AnomalyKind.Pace:
                double pace = draw.OneOf(draw.Uniform(0.4, 0.7), draw.Uniform(1.6, 3));
                Take(at, Math.Min(room, Math.Max(length, 2 * period)), i => _before[Math.Clamp(at + (int)(pace * (i - at)) % Math.Max(1, _before.Length - at), 0, _before.Length - 1)]);
                break;
            case AnomalyKind.Burst:
                for (int i = at, end = Math.Min(_values.Length, at + Math.Min(length, 60)); i < end; i += draw.Whole(1, 8))
                    Add(i, 1, height * draw.Uniform(0.5, 1.5));
                break;
            case AnomalyKind.Outage:
                Take(at, Math.Min(length, Math.Max(6, period / 3)), i => _least + 0.05 * (_before[i] - _least));
                break;
            default:
                Take(at, Math.Max(length, 20), i => _before[i] + 0.35 * height);
                break;
        }
    }

    private static double Spread(double[] values)
    {
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return deviation > 0 ? deviation : 1;
    }

    /// <summary>The size of the differences around a row.</summary>
    private double Local(int at)
    {
        int first = Math.Max(1, at - 15), last = Math.Min(_before.Length - 1, at + 15);
        double sum = 0;
        for (int i = first; i <= last; i++)
            sum += Math.Abs(_before[i] - _before[i - 1]);
        return Math.Max(sum / (last - first + 1), 0.02 * _spread);
    }

    private void Add(int at, int length, double height) => Take(at, length, i => _values[i] + height);

    private void Take(int at, int length, Func<int, double> value)
    {
        for (int i = Math.Max(at, 0), end = Math.Min(_values.Length, at + length); i < end; i++)
            _values[i] = value(i);
    }
}
