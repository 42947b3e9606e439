using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Feedline.MachineLearning;

/// <summary>Adds the spectral-residual score of the row among the last rows.</summary>
internal sealed class SpectralResidualTransformer(WindowSettings settings) : WindowTransformer(settings)
{
    /// <summary>The fewest samples that the kernel takes.</summary>
    public const int Shortest = 12;

    public static readonly ModelFormat Format = new("FLSPCRES", "FeedlineResidual", Version: 1, OldestVersion: 1);

    public override IReadOnlyList<string> ResultNames => [];

    public override IWindowKernel MakeKernel() => new SaliencyKernel(Settings.Length);

    public override void Save(ModelSaveContext ctx) => ModelPayload.Save(ctx, Format, Settings.Write);

    /// <summary>Found by ML.NET by its name.</summary>
    private static SpectralResidualTransformer Create(IHostEnvironment environment, object context) =>
        ModelPayload.Load(context, Format, reader => new SpectralResidualTransformer(WindowSettings.Read(reader, Shortest)));
}
