using System.CommandLine;
using Feedline.Reliability;
using Feedline.Tool.Planning;

namespace Feedline.Tool.CommandLine;

/// <summary>The options of <c>feedline plan</c>, in the order of its help.</summary>
internal sealed class PlanOptions
{
    private readonly Option<double?> _nodes = NumberOption.Whole("--nodes", "Nodes of the job.", 1);
    private readonly Option<double?> _gpusPerNode = NumberOption.Whole("--gpus-per-node", "GPUs of a node; 8 by default.", 1);
    private readonly Option<double?> _rate = NumberOption.Positive("--failure-rate", "R", "Failures in 1000 node-days.", Quantities.Number);
    private readonly Option<FailureDefinition?> _definition = FailureDefinitionOption.Create();
    private readonly Option<double?> _exponent = NumberOption.Positive("--scale-exponent", "A", "Failures grow with nodes to this power; 1 by default, above it for larger jobs that fail more often per node.", Quantities.Number);
    private readonly Option<double?> _reference = NumberOption.Positive("--reference-nodes", "N", "Nodes of the job that the rate was measured on, for --scale-exponent; --nodes by default.", Quantities.Number);
    private readonly Option<double?> _rackNodes = NumberOption.Whole("--rack-nodes", "Nodes that one fault of a rack, switch or power feed takes out together.", 1);
    private readonly Option<double?> _rackRate = NumberOption.NotNegative("--rack-rate", "R", "Such faults in 1000 rack-days.", Quantities.Number);
    private readonly Option<double?> _parameters = NumberOption.Positive("--parameters", "P", "Parameters of the model, such as 405B.", Quantities.Parameters);
    private readonly Option<double?> _bytesPerParameter = NumberOption.Positive("--bytes-per-parameter", "B", "Bytes that a checkpoint holds for each; 14 by default, for Adam in bfloat16.", Quantities.Number);
    private readonly Option<double?> _size = NumberOption.Positive("--checkpoint-size", "SIZE", "Size of a checkpoint, such as 5.29TB, in place of the parameters.", Quantities.Bytes);
    private readonly Option<double?> _bandwidth = NumberOption.Positive("--storage-bandwidth", "RATE", "Bandwidth at which storage takes checkpoints from all nodes together, such as 250GB/s.", Quantities.Bandwidth);
    private readonly Option<double?> _nodeBandwidth = NumberOption.Positive("--node-bandwidth", "RATE", "Bandwidth at which a node writes; no limit by default.", Quantities.Bandwidth);
    private readonly Option<double?> _blocking = NumberOption.Positive("--blocking", "TIME", "Saves are asynchronous and stop the job this long; without it, until they are written.", Quantities.Duration);
    private readonly Option<double?> _interval = NumberOption.Positive("--interval", "TIME", "Computing between saves; the best by default.", Quantities.Duration);
    private readonly Option<double?> _detection = NumberOption.NotNegative("--detection", "TIME", "Until a failure is noticed; 1min by default.", Quantities.Duration);
    private readonly Option<double?> _restart = NumberOption.NotNegative("--restart", "TIME", "A restart, reading the checkpoint included; 5min by default.", Quantities.Duration);
    private readonly Option<double?> _restartPerNode = NumberOption.NotNegative("--restart-per-node", "TIME", "What each node adds to a restart; 0 by default.", Quantities.Duration);
    private readonly Option<double?> _restartFailure = NumberOption.Probability("--restart-failure", "How often a restart fails and is done again; 0 by default.");
    private readonly Option<double?> _queue = NumberOption.NotNegative("--queue", "TIME", "Mean wait in the scheduler's queue before a restart; 0 by default.", Quantities.Duration);
    private readonly Option<double?> _spares = NumberOption.Whole("--spares", "Nodes that stand by; as many as are needed by default.", 0);
    private readonly Option<double?> _repair = NumberOption.Positive("--repair", "TIME", "Mean time until a failed node is back; 1d by default.", Quantities.Duration);
    private readonly Option<double?> _target = NumberOption.Share("--target-ettr", "The ETTR that storage is to be fast enough for; 0.9 by default.");
    private readonly Option<double?> _days = NumberOption.Positive("--days", "D", "Days of each simulated run; 100 by default.", Quantities.Number);
    private readonly Option<double?> _replications = NumberOption.Whole("--replications", "Simulated runs; 1000 by default.", 2);
    private readonly Option<double?> _seed = NumberOption.Whole("--seed", "Seed of the simulation; 1 by default. The same seed gives the same answers.", 0, int.MaxValue);
    private readonly Option<double?> _confidence = NumberOption.Share("--confidence", "Of the simulation's interval; 0.95 by default.");

    public void AddTo(Command command)
    {
        _nodes.Required = true;
        _rate.Required = true;
        _bandwidth.Required = true;
        foreach (Option option in (Option[])[
            _nodes, _gpusPerNode, _rate, _definition, _exponent, _reference, _rackNodes, _rackRate, _parameters, _bytesPerParameter, _size, _bandwidth,
            _nodeBandwidth, _blocking, _interval, _detection, _restart, _restartPerNode, _restartFailure, _queue, _spares, _repair, _target, _days,
            _replications, _seed, _confidence])
        {
            command.Add(option);
        }
    }

    public PlanInput Read(ParseResult parsed)
    {
        double? size = parsed.GetValue(_size);
        double? parameters = parsed.GetValue(_parameters);
        if ((size is null) == (parameters is null))
            throw new PlanException("the size of a checkpoint follows from --parameters or --checkpoint-size: give one of them");
        if ((parsed.GetValue(_rackNodes) is null) != (parsed.GetValue(_rackRate) is null))
            throw new PlanException("--rack-nodes and --rack-rate go together: give both or none");

        return new PlanInput
        {
            Nodes = (int)parsed.GetRequiredValue(_nodes)!,
            GpusPerNode = (int)(parsed.GetValue(_gpusPerNode) ?? 8),
            FailuresPerThousandNodeDays = parsed.GetRequiredValue(_rate)!.Value,
            FailureDefinition = parsed.GetValue(_definition) ?? FailureDefinition.UnplannedInterruption,
            ScaleExponent = parsed.GetValue(_exponent) ?? 1,
            ReferenceNodes = parsed.GetValue(_reference),
            RackNodes = (int?)parsed.GetValue(_rackNodes),
            RackFailuresPerThousandDays = parsed.GetValue(_rackRate) ?? 0,
            CheckpointBytes = size ?? CheckpointStorage.Bytes(parameters!.Value, parsed.GetValue(_bytesPerParameter) ?? CheckpointStorage.AdamBytesPerParameter),
            StorageBandwidth = parsed.GetRequiredValue(_bandwidth)!.Value,
            NodeBandwidth = parsed.GetValue(_nodeBandwidth),
            BlockingSeconds = parsed.GetValue(_blocking),
            IntervalSeconds = parsed.GetValue(_interval),
            DetectionSeconds = parsed.GetValue(_detection) ?? 60,
            RestartSeconds = parsed.GetValue(_restart) ?? 300,
            RestartSecondsPerNode = parsed.GetValue(_restartPerNode) ?? 0,
            RestartFailureProbability = parsed.GetValue(_restartFailure) ?? 0,
            QueueSeconds = parsed.GetValue(_queue) ?? 0,
            Spares = (int?)parsed.GetValue(_spares),
            RepairSeconds = parsed.GetValue(_repair) ?? 86_400,
            TargetEttr = parsed.GetValue(_target) ?? 0.9,
            Days = parsed.GetValue(_days) ?? 100,
            Replications = (int)(parsed.GetValue(_replications) ?? 1000),
            Seed = (int)(parsed.GetValue(_seed) ?? 1),
            Confidence = parsed.GetValue(_confidence) ?? 0.95,
        };
    }
}
