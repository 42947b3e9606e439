using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>What a component needs of ML.NET to be saved and loaded with its models, and to describe its output, and what ML.NET keeps to itself.</summary>
/// <remarks>
/// ML.NET has no public way for components from outside that have a state of their own: the save context, the load context and the attribute
/// by which loaders are found are internal. They have not changed since version 1.0. All that is asked of them is here, so that one
/// place fails, with a clear word, if they ever do. See docs/decisions/0016.
/// </remarks>
internal static class MlNetInternals
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Assembly Core = typeof(ITransformer).Assembly;

    /// <summary>The shape of a schema, as estimators tell it each other.</summary>
    public static SchemaShape ShapeOf(DataViewSchema schema) =>
        (SchemaShape)Call(Method(typeof(SchemaShape), "Create", typeof(DataViewSchema)), null, schema)!;

    /// <summary>Writes the header of a component's stream, and gives the writer of what comes after it.</summary>
    public static BinaryWriter BeginSave(ModelSaveContext context, ModelFormat format)
    {
        Call(Method(typeof(ModelSaveContext), "CheckAtModel"), context);
        Call(Method(typeof(ModelSaveContext), "SetVersionInfo", TypeOf("VersionInfo")), context, VersionInfo(format));
        return (BinaryWriter)Field(typeof(ModelSaveContext), "Writer").GetValue(context)!;
    }

    /// <summary>Checks the header of a component's stream, and gives the reader of what comes after it.</summary>
    /// <exception cref="FormatException">The stream is of another component or version.</exception>
    public static BinaryReader BeginLoad(object context, ModelFormat format)
    {
        Type type = TypeOf("ModelLoadContext");
        Call(Method(type, "CheckAtModel", TypeOf("VersionInfo")), context, VersionInfo(format));
        return (BinaryReader)Field(type, "Reader").GetValue(context)!;
    }

    /// <summary>What tells ML.NET's catalog that a type's static method Create loads its models.</summary>
    public static Attribute LoadableClass(string summary, Type component, string loadName) =>
        (Attribute)Constructor(
            TypeOf("LoadableClassAttribute"),
            typeof(string), typeof(Type), typeof(Type), typeof(Type), typeof(Type), typeof(string), typeof(string[]))
            .Invoke([summary, component, component, null, TypeOf("SignatureLoadModel"), null, new[] { loadName }]);

    private static object VersionInfo(ModelFormat format) =>
        Constructor(TypeOf("VersionInfo"), typeof(string), typeof(uint), typeof(uint), typeof(uint), typeof(string), typeof(string), typeof(string))
            .Invoke([format.Signature, format.Version, format.Version, format.OldestVersion, typeof(MlNetInternals).Assembly.FullName, format.LoadName, null]);

    private static Type TypeOf(string name) => Core.GetType("Microsoft.ML." + name) ?? throw Missing(name);

    private static MethodInfo Method(Type type, string name, params Type[] parameters) =>
        type.GetMethod(name, Any, parameters) ?? throw Missing($"{type.Name}.{name}");

    private static FieldInfo Field(Type type, string name) => type.GetField(name, Any) ?? throw Missing($"{type.Name}.{name}");

    private static ConstructorInfo Constructor(Type type, params Type[] parameters) =>
        type.GetConstructor(Any, parameters) ?? throw Missing($"the constructor of {type.Name}");

    private static object? Call(MethodInfo method, object? target, params object[] arguments)
    {
        try
        {
            return method.Invoke(target, arguments);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static NotSupportedException Missing(string what) => new(
        $"This version of ML.NET, {Core.GetName().Version}, has no {what}: Feedline's components cannot be saved, loaded or put into a pipeline with it.");
}
