namespace Feedline.Sources;

/// <summary>How a signal of another exporter is called here.</summary>
/// <param name="Name">The exporter's name.</param>
/// <param name="Signal">Feedline's signal.</param>
/// <param name="Scale">What to multiply the exporter's numbers with.</param>
/// <param name="Labels">Which of the exporter's labels have names here.</param>
/// <param name="Extra">A dimension that the exporter has in the name, or null.</param>
internal sealed record ForeignSignal(
    string Name,
    SignalDescriptor Signal,
    double Scale,
    IReadOnlyDictionary<string, string> Labels,
    Dimension? Extra)
{
    /// <summary>The name here of one of the exporter's labels.</summary>
    public string Label(string label) => Labels.GetValueOrDefault(label, label);
}
