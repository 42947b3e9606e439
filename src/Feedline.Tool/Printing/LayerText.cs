namespace Feedline.Tool.Printing;

/// <summary>Layers in words.</summary>
internal static class LayerText
{
    public static string Of(Layer layer) => layer switch
    {
        Layer.GpuWorkers => "GPU workers",
        Layer.InferenceApi => "inference API",
        _ => layer.ToId().Replace('-', ' '),
    };
}
