using Feedline.Signals;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Feedline.MachineLearning;

/// <summary>Adds the features of the last rows.</summary>
internal sealed class WindowFeaturesTransformer(WindowSettings settings) : WindowTransformer(settings)
{
    /// <summary>The fewest samples that the kernel takes.</summary>
    public const int Shortest = 8;

    public static readonly ModelFormat Format = new("FLWINFEA", "FeedlineFeatures", Version: 1, OldestVersion: 1);

    public override IReadOnlyList<string> ResultNames => WindowFeatures.Names;

    public override IWindowKernel MakeKernel() => new FeaturesKernel(Settings.Length);

    public override void Save(ModelSaveContext ctx) => ModelPayload.Save(ctx, Format, writer =>
    {
        Settings.Write(writer);
        ModelPayload.WriteTexts(writer, ResultNames);
    });

    /// <summary>Found by ML.NET by its name.</summary>
    private static WindowFeaturesTransformer Create(IHostEnvironment environment, object context) => ModelPayload.Load(context, Format, reader =>
    {
        WindowSettings settings = WindowSettings.Read(reader, Shortest);

        // Whatever was trained on these features expects them in these places.
        if (!ModelPayload.ReadTexts(reader).SequenceEqual(WindowFeatures.Names))
            throw new FormatException("The model was made with other window features than this version of Feedline has.");

        return new WindowFeaturesTransformer(settings);
    });
}
