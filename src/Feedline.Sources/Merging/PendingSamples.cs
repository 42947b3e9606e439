namespace Feedline.Sources;

/// <summary>Samples that wait for their time, given out in the order of their times.</summary>
/// <remarks>
/// Lines overlap in time, within a file and between files, so each line is sorted by itself and the lines are merged: a heap
/// of runs, over samples in one array that is used again and again.
/// </remarks>
internal sealed class PendingSamples
{
    private PendingSample[] _samples = new PendingSample[1024];
    private SampleRun[] _runs = new SampleRun[64]; // a binary heap
    private int _runCount;
    private int _used;
    private int _free = -1;

    /// <summary>How many samples wait.</summary>
    public int Count { get; private set; }

    /// <summary>The time of the earliest sample; only when there is one.</summary>
    public long FirstTime => _runs[0].Time;

    /// <summary>Makes room for a sample and gives its number.</summary>
    public int Add(in PendingSample sample)
    {
        int index = _free;
        if (index >= 0)
        {
            _free = _samples[index].Next;
        }
        else
        {
            if (_used == _samples.Length)
            {
                Array.Resize(ref _samples, _samples.Length * 2);
            }

            index = _used++;
        }

        _samples[index] = sample;
        Count++;
        return index;
    }

    /// <summary>Says which sample comes after one of the same run.</summary>
    public void Link(int sample, int next) => _samples[sample].Next = next;

    /// <summary>Adds samples that have been linked in the order of their times.</summary>
    public void AddRun(int file, int line, int group, int head)
    {
        if (_runCount == _runs.Length)
        {
            Array.Resize(ref _runs, _runs.Length * 2);
        }

        var run = new SampleRun(_samples[head].Time, file, line, group, head);
        int hole = _runCount++;
        while (hole > 0)
        {
            int parent = (hole - 1) >> 1;
            if (!run.IsBefore(_runs[parent]))
            {
                break;
            }

            _runs[hole] = _runs[parent];
            hole = parent;
        }

        _runs[hole] = run;
    }

    /// <summary>Takes the earliest sample.</summary>
    /// <param name="run">Where it came from.</param>
    public PendingSample Take(out SampleRun run)
    {
        run = _runs[0];
        ref PendingSample slot = ref _samples[run.Head];
        PendingSample sample = slot;
        slot.Next = _free;
        _free = run.Head;
        Count--;
        if (sample.Next < 0)
        {
            _runCount--;
            if (_runCount > 0)
            {
                SiftDown(_runs[_runCount]);
            }
        }
        else
        {
            SiftDown(run with { Time = _samples[sample.Next].Time, Head = sample.Next });
        }

        return sample;
    }

    // Puts a run in the place of the first one. Mostly it is the first again: lines hardly overlap.
    private void SiftDown(in SampleRun run)
    {
        int hole = 0;
        while (true)
        {
            int child = (hole * 2) + 1;
            if (child >= _runCount)
            {
                break;
            }

            if (child + 1 < _runCount && _runs[child + 1].IsBefore(_runs[child]))
            {
                child++;
            }

            if (!_runs[child].IsBefore(run))
            {
                break;
            }

            _runs[hole] = _runs[child];
            hole = child;
        }

        _runs[hole] = run;
    }
}
