using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>A recording by rank and training step, read anew by each cursor.</summary>
internal sealed class RecordingStepView(Func<IRecordedSource> open, StepSchema schema) : TelemetryDataView(schema.Schema)
{
    // To count them it would have to be read.
    public override long? GetRowCount() => null;

    protected override DataViewRowCursor MakeCursor(bool[] active, int part, int parts) =>
        new RecordingStepCursor(schema, active, new RecordingSamples(open));
}
