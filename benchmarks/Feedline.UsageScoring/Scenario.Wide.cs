namespace Feedline.UsageScoring;

/// <summary>Logs in which more varies: honest keys that look like zombies, and zombies that look like honest keys.</summary>
internal sealed partial class Scenario
{
    /// <summary>A log without faults, whose keys come and go, pause, rotate and run by the clock.</summary>
    public static Scenario WideHealthy(int seed, IReadOnlyList<Arrival> trace) => new Scenario(seed, trace, isWide: true).Finish();

    /// <summary>A log like that with one or two faults.</summary>
    public static Scenario WideFaulty(int seed, IReadOnlyList<Arrival> trace)
    {
        var scenario = new Scenario(seed, trace, isWide: true);
        switch (seed % 6)
        {
            case 0:
                scenario.PlantWideSilent();
                break;
            case 1:
                scenario.PlantWideMachine();
                break;
            case 2:
                scenario.PlantWideRestarts();
                break;
            case 3:
                scenario.PlantWideSilent();
                scenario.PlantWideMachine();
                break;
            case 4:
                scenario.PlantWideRestarts();
                scenario.PlantWideSilent();
                break;
            default:
                scenario.PlantWideMachine();
                scenario.PlantDrain(owned: scenario.Roll(0.5));
                break;
        }

        return scenario.Finish();
    }

    private bool Roll(double share) => _random.NextDouble() < share;

    private double Between(double from, double to) => from + ((to - from) * _random.NextDouble());

    private double LogBetween(double from, double to) => Math.Exp(Between(Math.Log(from), Math.Log(to)));

    private void AddHonest()
    {
        if (Roll(0.5))
            Ticks(new Key("key-cron", "team-cron", "cron-probe"), 0, _length, LogBetween(1, 300), Between(0, 0.1), 1);
        if (Roll(0.4))
        {
            double start = Between(0.1, 0.8) * _length;
            Ticks(new Key("key-nightly", "team-nightly", "nightly-batch"), start, start + Between(60, 540), LogBetween(0.5, 10), Between(0, 0.1), 1);
        }

        if (Roll(0.1))
        {
            // A probe that is deployed while the log is written: without owners nothing tells it from a zombie.
            Ticks(new Key("key-probe", "team-probe", "new-probe"), Between(0.1, 0.7) * _length, _length, LogBetween(5, 60), Between(0, 0.05), 1);
        }

        if (Roll(0.3))
        {
            // A service is down for a while, and goes on as before.
            double down = Between(0.1, 0.6) * _length;
            var key = new Key("key-down", "team-down", "down-service");
            double rate = LogBetween(0.05, 1);
            Chance(key, 0, down, rate);
            Chance(key, down + Between(900, 1500), _length, rate);
        }

        if (Roll(0.7))
            Sessions(new Key("key-person", "team-person", ""), 0, _length, Between(300, 900), LogBetween(0.05, 0.4));
        if (Roll(0.5))
        {
            // Works a little, goes to lunch, works on.
            double lunch = Between(0.25, 0.6) * _length;
            var key = new Key("key-lunch", "team-lunch", "");
            double rate = LogBetween(0.05, 0.4);
            double pause = Between(60, 300);
            Sessions(key, 0, lunch, pause, rate);
            Sessions(key, lunch + Between(1200, 1800), _length, pause, rate);
        }

        for (int i = _random.Next(4); i > 0; i--)
            Chance(new Key($"key-new-{i}", $"team-new-{i}", $"new-{i}"), Between(0.1, 0.9) * _length, _length, LogBetween(0.03, 1));
        for (int i = _random.Next(4); i > 0; i--)
            Chance(new Key($"key-left-{i}", $"team-left-{i}", $"left-{i}"), 0, Between(0.1, 0.9) * _length, LogBetween(0.03, 1));
        for (int i = _random.Next(4); i > 0; i--)
        {
            double start = Between(0.05, 0.8) * _length;
            Chance(new Key($"key-short-{i}", $"team-short-{i}", $"short-{i}"), start, start + Between(60, 600), LogBetween(0.05, 1));
        }

        for (int i = _random.Next(3); i > 0; i--)
        {
            // A key is replaced once, as it should be.
            double rate = LogBetween(0.05, 1);
            double change = Between(0.2, 0.8) * _length;
            Chance(new Key($"key-before-{i}", $"team-rotated-{i}", $"rotated-{i}"), 0, change, rate);
            Chance(new Key($"key-after-{i}", $"team-rotated-{i}", $"rotated-{i}"), change + Between(-20, 20), _length, rate);
        }
    }

    private void Sessions(Key key, double from, double to, double pause, double rate)
    {
        for (double start = from + Between(0, pause); start < to; start += pause * Between(0.5, 1.5))
        {
            double end = Math.Min(to, start + Between(60, 300));
            Chance(key, start, end, rate);
            start = end;
        }
    }

    private void PlantWideSilent()
    {
        var key = new Key($"key-silent-{_random.Next(100)}", "", Roll(0.5) ? "" : "old-service");
        double silence = Between(0.2, 0.9) * _length;
        double before = Between(0.01, Math.Min(0.4, 0.97 - (silence / _length))) * _length;
        double rate = Roll(0.5) ? LogBetween(0.02, 0.5) : Between(3, 12) / before;
        Chance(key, Roll(0.5) ? 0 : Between(0, 0.5) * before, before, rate, atLeast: 2);
        double last = _requests.Where(request => request.Key == key).Max(request => request.Seconds);
        double again = Math.Min(last + silence, 0.97 * _length);
        int tokens = Roll(0.5) ? 800 : _random.Next(200, 3000);
        int use = _random.Next(3);
        double end = use == 2 ? Math.Min(_length, again + Between(60, 300)) : _length;
        if (use == 0)
            Chance(key, again, end, rate * LogBetween(1, 8), tokens, atLeast: 8);
        else if (use == 1)
            Ticks(key, again, end, LogBetween(0.5, 60), Between(0, 0.1), 1, tokens);
        else
            Chance(key, again, end, Between(8, 25) / (end - again), tokens, atLeast: 8);

        Faults.Add(new Planted(use == 0 ? "silent, chance" : use == 1 ? "silent, clock" : "silent, few", "zombie-key", [key.Name], again, end));
    }

    private void PlantWideMachine()
    {
        var key = new Key($"key-machine-{_random.Next(100)}", "", Roll(0.5) ? "" : "gone-service");
        bool isResident = Roll(0.3);
        double start = isResident ? 0 : Between(0.02, 0.5) * _length;
        int burst = Roll(0.6) ? 1 : _random.Next(2, 7);
        Ticks(key, start, _length, burst == 1 ? LogBetween(0.5, 300) : LogBetween(10, 300), Between(0, 0.1), burst);
        Faults.Add(new Planted(isResident ? "machine, always" : "machine, new", "zombie-key", [key.Name], start, _length));
    }

    private void PlantWideRestarts()
    {
        int restarts = _random.Next(2, 11);
        int pods = Roll(0.7) ? 1 : _random.Next(2, 4);
        double rate = LogBetween(0.05, 0.7);
        double life = _length / (restarts + 1);
        double jump = Between(-20, 40);
        var left = new List<string>();
        for (int pod = 0; pod < pods; pod++)
        {
            double start = 0;
            for (int i = 0; i <= restarts; i++)
            {
                string name = $"key-pod-{_random.Next(1_000_000):x5}";
                double end = i == restarts ? _length : (i + Between(0.9, 1.1)) * life;
                Chance(new Key(name, "team-pods", "pods"), start, end, rate);
                start = end + (jump * Between(0.5, 1.5));
                if (i < restarts)
                    left.Add(name);
            }
        }

        Faults.Add(new Planted(pods > 1 ? "restarts, several pods" : restarts < 4 ? "restarts, 2 or 3" : "restarts, 4 to 10", "zombie-key", [.. left], life, _length));
    }

    // Some requests at each tick of a clock, within a second or two.
    private void Ticks(Key key, double from, double to, double period, double jitter, int burst, int tokens = 500)
    {
        for (double time = from; time < to; time += period)
        {
            double tick = time + (period * jitter * (_random.NextDouble() - 0.5));
            for (int i = 0; i < burst; i++)
                Add(tick + (i == 0 ? 0 : Between(0, 2)), key, tokens, _random.Next(20, 300));
        }
    }
}
