using Microsoft.ML;

namespace Feedline.MachineLearning.Tests.Transforms;

/// <summary>Models as bytes.</summary>
internal static class Models
{
    public static byte[] Save(ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        new MLContext().Model.Save(model, schema, stream);
        return stream.ToArray();
    }

    /// <summary>Loads into a context of its own, as another process would.</summary>
    public static ITransformer Load(byte[] model) =>
        new MLContext().RegisterFeedline().Model.Load(new MemoryStream(model), out _);
}
