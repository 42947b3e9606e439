using Feedline.Signals;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Feedline.MachineLearning;

/// <summary>Adds what a detector by singular spectra says of each row, in the order in which rows come; each pass begins anew.</summary>
internal sealed class SsaTransformer(SsaSettings settings, SsaModel model) : ITransformer
{
    public static readonly ModelFormat Format = new("FLSSADET", "FeedlineSsa", Version: 1, OldestVersion: 1);

    /// <summary>Each row depends on those before it.</summary>
    public bool IsRowToRowMapper => false;

    public SsaSettings Settings => settings;

    public Action<double, Span<double>> MakeScorer() => settings.MakeScorer(model);

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new InvalidOperationException(
        $"Column '{settings.Output}' is worked out of several rows: there is no mapping of single rows. Transform data that holds the rows before.");

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        Column(inputSchema, settings.Input);
        string[] names = settings.ResultNames;
        return AddedColumn.After(inputSchema, settings.Output, new VectorDataViewType(NumberDataViewType.Double, names.Length), names);
    }

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new SsaDataView(input, this);
    }

    /// <exception cref="ArgumentException">There is no such column of Singles.</exception>
    public static DataViewSchema.Column Column(DataViewSchema schema, string name)
    {
        InputColumn column = InputColumn.Of(schema, name);
        return column.IsVector ? throw NoSeries(name) : column.Column;
    }

    public static ArgumentException NoSeries(string name) => new($"Column '{name}' must hold a Single: a series is one number a row.");

    public void Save(ModelSaveContext ctx) => ModelPayload.Save(ctx, Format, writer =>
    {
        settings.Write(writer);
        var bytes = new byte[model.SerializedLength];
        model.WriteTo(bytes);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    });

    /// <summary>Found by ML.NET by its name.</summary>
    private static SsaTransformer Create(IHostEnvironment environment, object context) => ModelPayload.Load(context, Format, reader =>
    {
        SsaSettings settings = SsaSettings.Read(reader);
        SsaModel model = SsaModel.Read(reader.ReadBytes(reader.ReadInt32()));
        return new SsaTransformer(settings, model);
    });
}
