using System.Text.Json;
using Feedline.Reliability;

namespace Feedline.Tool.Tests.WhatIf;

/// <summary>The published results of a trace.</summary>
internal sealed class PublishedResult(string name)
{
    private readonly JsonElement _result = Read($"result-{name}.json");

    public double Slowdown => _result.GetProperty("blocking_slowdown").GetDouble();

    public double LaunchSlowdown => _result.GetProperty("launch_slowdown").GetDouble();

    public double MeanOf(string column) => _result.GetProperty(column).EnumerateObject().Average(step => step.Value.GetDouble());

    public Dictionary<string, double> Table(string column) =>
        _result.GetProperty(column).EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetDouble());

    public SlowdownShare Workers => Share("mw");

    public SlowdownShare LastStage => Share("ms");

    private SlowdownShare Share(string measure)
    {
        JsonElement share = Read($"{measure}-{name}.json");
        return new SlowdownShare(share.GetProperty("rem").GetDouble(), share.GetProperty("add").GetDouble());
    }

    private static JsonElement Read(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(SharedData.File($"straggler-whatif/{file}"))).RootElement;
}
