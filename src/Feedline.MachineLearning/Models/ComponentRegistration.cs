using System.Reflection;
using Microsoft.ML.Runtime;

namespace Feedline.MachineLearning;

/// <summary>Makes the loaders of Feedline's components known to a catalog of ML.NET.</summary>
internal static class ComponentRegistration
{
    /// <summary>May be called again: the catalog takes an assembly once.</summary>
    public static void Register(ComponentCatalog catalog) => catalog.RegisterAssembly(new LoaderAssembly());

    /// <summary>
    /// ML.NET finds loaders by attributes of an assembly, of a type that only its own assemblies may name. To the catalog this one has them.
    /// </summary>
    private sealed class LoaderAssembly : Assembly
    {
        public override string FullName => typeof(LoaderAssembly).Assembly.GetName().Name + ".Loaders";

        public override AssemblyName GetName() => new(FullName);

        public override AssemblyName GetName(bool copiedName) => GetName();

        public override AssemblyName[] GetReferencedAssemblies() => [];

        public override Type[] GetTypes() => [];

        public override object[] GetCustomAttributes(bool inherit) => [];

        public override object[] GetCustomAttributes(Type attributeType, bool inherit)
        {
            ArgumentNullException.ThrowIfNull(attributeType);
            Attribute[] all =
            [
                MlNetInternals.LoadableClass("Features of the last rows", typeof(WindowFeaturesTransformer), WindowFeaturesTransformer.Format.LoadName),
                MlNetInternals.LoadableClass("Spectral residual of the last rows", typeof(SpectralResidualTransformer), SpectralResidualTransformer.Format.LoadName),
                MlNetInternals.LoadableClass("Robust scaling", typeof(RobustScalingTransformer), RobustScalingTransformer.Format.LoadName),
                MlNetInternals.LoadableClass("Spikes and changes by singular spectra", typeof(SsaTransformer), SsaTransformer.Format.LoadName),
            ];

            // Typed, as the caller casts the array.
            Attribute[] asked = [.. all.Where(attributeType.IsInstanceOfType)];
            var typed = (object[])Array.CreateInstance(attributeType, asked.Length);
            asked.CopyTo(typed, 0);
            return typed;
        }
    }
}
