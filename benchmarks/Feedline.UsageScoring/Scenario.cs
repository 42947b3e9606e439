using System.Globalization;
using System.Text;

namespace Feedline.UsageScoring;

/// <summary>Real arrivals, dealt to keys by a seed, with faults planted by the same seed.</summary>
internal sealed partial class Scenario
{
    public const double Epoch = 1_764_000_000;

    private readonly Random _random;
    private readonly List<Request> _requests = [];
    private readonly double _length;
    private double _burst = double.NaN;
    private double _quota = double.PositiveInfinity;

    private Scenario(int seed, IReadOnlyList<Arrival> trace, bool isWide = false)
    {
        _random = new Random(seed);
        _length = trace[^1].Seconds;
        if (isWide)
        {
            Deal(trace, _random.Next(3, 61), 0.3 + (1.1 * _random.NextDouble()));
            AddHonest();
        }
        else
        {
            Deal(trace, _random.Next(8, 40), 0.8 + (0.6 * _random.NextDouble()));
            AddClockAndPerson();
        }
    }

    public List<Planted> Faults { get; } = [];

    /// <summary>When all requests were refused for three seconds, in seconds: harmless, but there.</summary>
    public double Burst => _burst;

    public int Requests => _requests.Count;

    /// <summary>A log without faults: some requests fail, some are refused, a burst now and then.</summary>
    public static Scenario Healthy(int seed, IReadOnlyList<Arrival> trace) => new Scenario(seed, trace).Finish();

    /// <summary>A log with one or two faults.</summary>
    public static Scenario Faulty(int seed, IReadOnlyList<Arrival> trace)
    {
        var scenario = new Scenario(seed, trace);
        switch (seed % 6)
        {
            case 0:
                scenario.PlantSilent();
                scenario.PlantTimeouts();
                break;
            case 1:
                scenario.PlantMachine();
                break;
            case 2:
                scenario.PlantDrain(owned: false);
                break;
            case 3:
                scenario.PlantDrain(owned: true);
                break;
            case 4:
                scenario.PlantRestarts();
                scenario.PlantMachine();
                break;
            default:
                scenario.PlantSilent();
                scenario.PlantRestarts();
                break;
        }

        return scenario.Finish();
    }

    /// <summary>Writes the log as a gateway would.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">What it says of who minds its keys.</param>
    public void Write(string file, LogColumns columns)
    {
        var text = new StringBuilder($"timestamp,api_key_id,model,prompt_tokens,completion_tokens,status,latency_s{Minded(columns, "owner", "deployment")}\n");
        foreach (Request request in _requests)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Epoch + request.Seconds:0.000000},{request.Key.Name},model-a,{request.Input},{request.Output},{request.Status},{request.Latency:0.000}{Minded(columns, request.Key.Owner, request.Key.Deployment)}\n");
        }

        File.WriteAllText(file, text.ToString());
    }

    private static string Minded(LogColumns columns, string owner, string deployment) => columns switch
    {
        LogColumns.OwnersAndDeployments => $",{owner},{deployment}",
        LogColumns.Owners => $",{owner}",
        _ => "",
    };

    // A few keys take most; some belong to people, who run nothing.
    private void Deal(IReadOnlyList<Arrival> trace, int count, double exponent)
    {
        var keys = new Key[count];
        var shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            keys[i] = new Key($"key-{i:00}", $"team-{i % 7}", _random.NextDouble() < 0.2 ? "" : $"service-{i:00}");
            shares[i] = sum += Math.Pow(i + 1, -exponent);
        }

        foreach (Arrival arrival in trace)
        {
            int slot = Array.BinarySearch(shares, _random.NextDouble() * sum);
            Add(arrival.Seconds, keys[Math.Min(count - 1, slot < 0 ? ~slot : slot)], arrival.InputTokens, arrival.OutputTokens);
        }
    }

    private void AddClockAndPerson()
    {
        Cadence(new Key("key-cron", "team-cron", "cron-probe"), 0, _length, _random.Next(5, 30), 0.02);
        // Somebody who works in sessions.
        var person = new Key("key-person", "team-person", "");
        for (double start = 60; start < _length - 300; start += 600 + (900 * _random.NextDouble()))
            Chance(person, start, start + 200, 0.15);
    }

    private void PlantSilent()
    {
        var key = new Key($"key-silent-{_random.Next(100)}", "", _random.NextDouble() < 0.5 ? "" : "old-service");
        double first = _random.NextDouble() * 0.1 * _length;
        double again = (0.5 + (0.3 * _random.NextDouble())) * _length;
        Chance(key, first, first + 60, 0.1 + (0.2 * _random.NextDouble()), atLeast: 3);
        double rate = 0.2 + _random.NextDouble();
        Chance(key, again, _length, rate);
        Faults.Add(new Planted("silent", "zombie-key", [key.Name], again, _length));
    }

    private void PlantMachine()
    {
        var key = new Key($"key-machine-{_random.Next(100)}", "", _random.NextDouble() < 0.5 ? "" : "gone-service");
        double start = _random.NextDouble() * 0.5 * _length;
        double period = 0.5 + (20 * _random.NextDouble());
        Cadence(key, start, _length, period, 0.04 * _random.NextDouble());
        Faults.Add(new Planted("machine", "zombie-key", [key.Name], start, _length));
    }

    private void PlantDrain(bool owned)
    {
        var key = owned ? new Key("key-rush", "team-rush", "rush-service") : new Key("key-drain", "", "");
        double start = (0.3 + (0.3 * _random.NextDouble())) * _length;
        double end = start + ((0.15 + (0.2 * _random.NextDouble())) * _length);
        _quota = PeakMinute() * 1.15;
        double normal = _requests.Sum(request => request.Input + request.Output) / _length;
        int tokens = _random.Next(2000, 8000);
        double rate = (1 + (2 * _random.NextDouble())) * Math.Max(normal, _quota / 60) / tokens;
        if (owned || _random.NextDouble() < 0.5)
            Chance(key, start, end, rate, tokens);
        else
            Cadence(key, start, end, 1 / rate, 0.03, tokens);

        if (owned)
            Chance(key, 0, start, 0.05);

        Faults.Add(new Planted(owned ? "rush" : "drain", "api-rate-limiting", [key.Name], start, end));
        if (!owned)
            Faults.Add(new Planted("drain", "zombie-key", [key.Name], start, end));
    }

    private void PlantRestarts()
    {
        int restarts = _random.Next(4, 8);
        double rate = 0.2 + (0.5 * _random.NextDouble());
        double life = _length / (restarts + 1);
        var left = new List<string>();
        for (int i = 0; i <= restarts; i++)
        {
            string name = $"key-pod-{_random.Next(1_000_000):x5}";
            double start = (i * life) + (20 * _random.NextDouble());
            Chance(new Key(name, "team-pods", "pods"), start, ((i + 1) * life) - (20 * _random.NextDouble()), rate);
            if (i < restarts)
                left.Add(name);
        }

        Faults.Add(new Planted("restarts", "zombie-key", [.. left], life, _length));
    }

    private void PlantTimeouts()
    {
        double start = (0.3 + (0.4 * _random.NextDouble())) * _length;
        double end = start + 240 + (300 * _random.NextDouble());
        double share = 0.2 + (0.3 * _random.NextDouble());
        Faults.Add(new Planted("timeouts", "api-rate-limiting", [], start, end));
        foreach (Request request in _requests.Where(request => request.Seconds >= start && request.Seconds < end))
        {
            request.Latency = _random.NextDouble() < share ? 60 : -1;
            request.Status = request.Latency > 0 ? 504 : 200;
        }
    }

    private double PeakMinute()
    {
        _requests.Sort(static (left, right) => left.Seconds.CompareTo(right.Seconds));
        double peak = 0;
        double sum = 0;
        int first = 0;
        foreach (Request request in _requests)
        {
            sum += request.Input + request.Output;
            while (_requests[first].Seconds < request.Seconds - 60)
                sum -= _requests[first].Input + _requests[first++].Output;

            peak = Math.Max(peak, sum);
        }

        return peak;
    }

    // The gateway: a sliding minute of tokens, some noise, and latencies by the length of the answer.
    private Scenario Finish()
    {
        _requests.Sort(static (left, right) => left.Seconds.CompareTo(right.Seconds));
        var window = new Queue<(double Seconds, int Tokens)>();
        double used = 0;
        double burst = _burst = _random.NextDouble() * _length;
        foreach (Request request in _requests)
        {
            while (window.Count > 0 && window.Peek().Seconds < request.Seconds - 60)
                used -= window.Dequeue().Tokens;

            int tokens = request.Input + request.Output;
            double noise = _random.NextDouble();
            bool isBurst = request.Seconds >= burst && request.Seconds < burst + 3;
            if (request.Status == 504)
                continue;

            request.Latency = (request.Latency < 0 ? 3 : 1) * (0.2 + (request.Output * 0.02 * (0.8 + (0.4 * _random.NextDouble()))));
            if (used + tokens > _quota || isBurst || noise < 0.003)
            {
                (request.Status, request.Latency) = (429, 0.02);
                continue;
            }

            used += tokens;
            window.Enqueue((request.Seconds, tokens));
            request.Status = noise < 0.005 ? 504 : noise < 0.008 ? 500 : 200;
        }

        return this;
    }

    private void Chance(Key key, double from, double to, double rate, int tokens = 800, int atLeast = 0)
    {
        double time = from;
        for (int i = 0; ; i++)
        {
            time += -Math.Log(1 - _random.NextDouble()) / rate;
            if (time >= to && i >= atLeast)
                return;

            Add(time, key, (int)(tokens * (0.5 + _random.NextDouble())), _random.Next(20, 300));
        }
    }

    private void Cadence(Key key, double from, double to, double period, double jitter, int tokens = 500)
    {
        for (double time = from; time < to; time += period)
            Add(time + (period * jitter * (_random.NextDouble() - 0.5)), key, tokens, _random.Next(20, 300));
    }

    private void Add(double seconds, Key key, int input, int output) => _requests.Add(new Request(Math.Max(0, seconds), key, input, output));
}
