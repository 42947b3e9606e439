namespace Feedline;

/// <summary>
/// How surprising values are where they come: each is a symbol, and what followed a context of the last value, a short and a long average is
/// counted. A context that is new tells as much as the one before it does.
/// </summary>
/// <remarks>The idea of contextual detectors (Smirnov's CAD) and of prediction by partial matching, with counts in place of learned sets.</remarks>
internal sealed class ContextNovelty
{
    private const int Symbols = 16;
    private const int Coarse = 8;
    private const double SymbolWidth = 0.5;
    private const double CoarseWidth = SymbolWidth * Symbols / Coarse;
    private const double ShortRate = 1.0 / 8;
    private const double LongRate = 1.0 / 50;
    private const double SurpriseRate = 1.0 / 8;

    // What a row takes over from the one with less context counts as so many values.
    private const double Borrowed = 8;
    private const int Settled = 1024;
    private const double SlowestRate = 1.0 / Settled;
    private const int Settling = 32;
    private const double ClipAt = 6;
    private const double PerMeanDeviation = 1.25;

    private const int Contexts = Coarse * Coarse * Coarse;
    private const int Pairs = Contexts;
    private const int Overall = Pairs + Symbols;

    private readonly ushort[] _counts = new ushort[(Overall + 1) * Symbols];
    private readonly int[] _totals = new int[Overall + 1];
    private long _seen;
    private double _mean;
    private double _deviation;
    private double _short;
    private double _long;
    private double _surprise;
    private int _last;

    /// <summary>Learns a value.</summary>
    /// <returns>The mean surprise of the last values, in nats.</returns>
    public double Observe(double value)
    {
        double size = Standardise(value);
        int symbol = Bin(size, SymbolWidth, Symbols);
        int context = (_last / (Symbols / Coarse) * Coarse + Bin(_short, CoarseWidth, Coarse)) * Coarse + Bin(_long, CoarseWidth, Coarse);

        double surprise = Surprise(context, symbol);
        Count(Overall, symbol);
        Count(Pairs + _last, symbol);
        Count(context, symbol);

        _last = symbol;
        _short += ShortRate * (size - _short);
        _long += LongRate * (size - _long);
        _surprise += SurpriseRate * (surprise - _surprise);
        return _surprise;
    }

    public void Write(StateWriter state)
    {
        state.Write(_seen);
        state.Write([_mean, _deviation, _short, _long, _surprise]);
        state.Write(_last);
        state.Write(_counts);
    }

    public void Read(StateReader state)
    {
        _seen = state.ReadLong();
        _mean = state.ReadDouble();
        _deviation = state.ReadDouble();
        _short = state.ReadDouble();
        _long = state.ReadDouble();
        _surprise = state.ReadDouble();
        _last = state.ReadInt(0, Symbols - 1);
        state.Read(_counts);
        for (int row = 0; row < _totals.Length; row++)
            _totals[row] = Sum(row);
    }

    private static int Bin(double size, double width, int bins) => Math.Clamp((int)Math.Floor(size / width) + bins / 2, 0, bins - 1);

    /// <summary>By a mean and a spread of its own, with any season in it: what a season does is a context too.</summary>
    private double Standardise(double value)
    {
        double rate = ++_seen < Settled ? 1.0 / _seen : SlowestRate;
        double away = value - _mean;
        if (_seen > Settling)
            away = Math.Clamp(away, -ClipAt * _deviation, ClipAt * _deviation);
        _mean += rate * away;
        _deviation += rate * (Math.Abs(away) - _deviation);
        return _deviation > 0 ? Math.Clamp((value - _mean) / (PerMeanDeviation * _deviation), -Symbols / 2, Symbols / 2) : 0;
    }

    /// <summary>Minus the logarithm of the symbol's share in the context.</summary>
    /// <remarks>
    /// The share of all is (n + 1) / (N + 16), that after the last symbol (n + 8 times that share) / (N + 8), and that in the context so again:
    /// on one denominator, for divisions that wait for each other are slow.
    /// </remarks>
    private double Surprise(int context, int symbol)
    {
        double all = _totals[Overall] + Symbols, pairs = _totals[Pairs + _last] + Borrowed, here = _totals[context] + Borrowed;
        double seen = _counts[Overall * Symbols + symbol] + 1;
        seen = _counts[(Pairs + _last) * Symbols + symbol] * all + Borrowed * seen;
        seen = _counts[context * Symbols + symbol] * (all * pairs) + Borrowed * seen;
        return Math.Log(all * pairs * here / seen);
    }

    private void Count(int row, int symbol)
    {
        if (_counts[row * Symbols + symbol] == ushort.MaxValue)
        {
            foreach (ref ushort count in _counts.AsSpan(row * Symbols, Symbols))
                count /= 2;
            _totals[row] = Sum(row);
        }

        _counts[row * Symbols + symbol]++;
        _totals[row]++;
    }

    private int Sum(int row)
    {
        int sum = 0;
        foreach (ushort count in _counts.AsSpan(row * Symbols, Symbols))
            sum += count;
        return sum;
    }
}
