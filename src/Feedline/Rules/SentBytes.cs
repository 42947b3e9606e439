using Feedline.Signals;

namespace Feedline.Rules;

/// <summary>Tells whether a rank sends the same bytes again and again: more than its peers, and more so than it used to.</summary>
/// <remarks>
/// Bytes are counted by a sampler that does not know of steps: the first sample of an episode also holds what was
/// sent before it, and is left out; after that, a rank may lack a step's worth or a sample's against another. Collapse is told
/// when that no longer matters, slowness sooner: collapse may still turn out to be its cause.
/// </remarks>
internal sealed class SentBytes
{
    /// <summary>Sending so much more than the typical rank is a collapse of throughput.</summary>
    private const double CollapseExcess = 0.25;

    /// <summary>After so many steps without a clear answer it is taken as none; a clear one may still come.</summary>
    private const int PatientSteps = 20;

    /// <summary>What is normal is forgotten by half each time so many steps are counted.</summary>
    private const double Remembered = 512;

    private double[] _normal = [];
    private double[] _normalSamples = [];
    private double _normalSeconds;
    private double _duringSeconds;
    private double[] _during = [];
    private double[] _duringSamples = [];
    private double[] _ratios = [];
    private double[] _sorted = [];
    private bool[] _hasBegun = [];
    private int _steps;

    /// <summary>By how much more than the typical rank, measured by what is normal, the busiest sends, as a share; NaN when not measured.</summary>
    public double Excess { get; private set; } = double.NaN;

    public bool IsCollapse { get; private set; }

    /// <summary>False while it may be a collapse but is not sure.</summary>
    public bool IsDecided { get; private set; }

    public void Resize(int ranks)
    {
        if (_normal.Length == ranks)
            return;

        _normal = new double[ranks];
        _normalSamples = new double[ranks];
        _during = new double[ranks];
        _duringSamples = new double[ranks];
        _hasBegun = new bool[ranks];
        _ratios = new double[ranks];
        _sorted = new double[ranks + 1];
        _normalSeconds = 0;
        Reset();
    }

    /// <summary>Begins another episode.</summary>
    public void Reset()
    {
        Array.Clear(_during);
        Array.Clear(_duringSamples);
        Array.Clear(_hasBegun);
        _duringSeconds = 0;
        _steps = 0;
        Excess = double.NaN;
        IsCollapse = false;
        IsDecided = false;
    }

    /// <summary>Takes in the bytes of a normal step of so many seconds, by rank; NaN for a rank without a sample.</summary>
    public void Learn(ReadOnlySpan<double> sent, double seconds)
    {
        _normalSeconds += seconds;
        Add(sent, _normal, _normalSamples);
        if (_normalSeconds < Remembered * seconds)
            return;

        _normalSeconds /= 2;
        for (int slot = 0; slot < _normal.Length; slot++)
        {
            _normal[slot] /= 2;
            _normalSamples[slot] /= 2;
        }
    }

    /// <summary>Takes in the bytes of a step of the episode.</summary>
    public void Count(ReadOnlySpan<double> sent, double seconds)
    {
        _duringSeconds += seconds;
        Add(sent, _during, _duringSamples);
        for (int slot = 0; slot < _during.Length; slot++)
        {
            if (!_hasBegun[slot] && _duringSamples[slot] > 0)
            {
                _hasBegun[slot] = true;
                _during[slot] = 0;
                _duringSamples[slot] = 0;
            }
        }

        _steps++;
        int busiest = -1;
        for (int slot = 0; slot < _ratios.Length; slot++)
        {
            double normal = _normal[slot] > 0 ? _normal[slot] / _normalSamples[slot] : 1;
            _ratios[slot] = _duringSamples[slot] > 0 ? _during[slot] / _duringSamples[slot] / normal : double.NaN;
            if (!double.IsNaN(_ratios[slot]) && (busiest < 0 || _ratios[slot] > _ratios[busiest]))
                busiest = slot;
        }

        double typical = RowStatistics.UpperMedian(_ratios, _sorted);
        Excess = typical > 0 ? (_ratios[busiest] / typical) - 1 : double.NaN;
        double margin = typical > 0 ? (1 / _duringSamples[busiest]) + (Interval(busiest) / _duringSeconds) : 1;
        IsCollapse |= Excess - margin >= CollapseExcess;
        IsDecided |= IsCollapse || Excess + (margin / 2) < CollapseExcess || _steps >= PatientSteps;
    }

    /// <summary>Seconds between two samples, at most: where there is one in each step, there may be several.</summary>
    private double Interval(int slot) => _normalSamples[slot] > 0
        ? _normalSeconds / _normalSamples[slot]
        : _duringSeconds / _duringSamples[slot];

    private static void Add(ReadOnlySpan<double> sent, double[] sums, double[] samples)
    {
        for (int slot = 0; slot < sums.Length; slot++)
        {
            if (double.IsNaN(sent[slot]))
                continue;

            sums[slot] += sent[slot];
            samples[slot]++;
        }
    }
}
