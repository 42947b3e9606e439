using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>The samples of a recording in its order, read anew by each cursor.</summary>
internal sealed class RecordingSampleView(Func<IRecordedSource> open, string[] signals) : TelemetryDataView(SampleSchema.Make())
{
    // To count them it would have to be read.
    public override long? GetRowCount() => null;

    protected override DataViewRowCursor MakeCursor(bool[] active, int part, int parts) =>
        new RecordingSampleCursor(Schema, active, new RecordingSamples(open), signals);
}
