using System.Reflection;
using Feedline.MachineLearning.Tests.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Feedline.MachineLearning.Tests.Transforms;

/// <summary>Models that outlive the process.</summary>
public sealed class SavedModelTests
{
    private static readonly Lazy<byte[]> Model = new(() => Models.Save(Fitted(), Data().Schema));

    [Fact]
    public void A_loaded_model_gives_what_the_saved_one_gave()
    {
        ITransformer loaded = Models.Load(Model.Value);

        Assert.Equal(Outputs(Fitted()), Outputs(loaded));
    }

    [Fact]
    public void A_loaded_model_can_be_saved_again()
    {
        ITransformer loaded = Models.Load(Model.Value);

        Assert.Equal(Outputs(loaded), Outputs(Models.Load(Models.Save(loaded, Data().Schema))));
    }

    [Fact]
    public void Each_component_is_saved_by_itself()
    {
        var context = new MLContext();
        IDataView data = Data();
        foreach (IEstimator<ITransformer> estimator in new[]
        {
            context.Transforms.ExtractWindowFeatures("Out", nameof(Row.Value), 9, nameof(Row.Job)),
            context.Transforms.ScoreSpectralResidual("Out", nameof(Row.Value), 15),
            context.Transforms.ScaleByMedianDeviation("Out", nameof(Row.Value)),
        })
        {
            ITransformer model = estimator.Fit(data);
            ITransformer loaded = Models.Load(Models.Save(model, data.Schema));
            Assert.Equal(Texts(model.Transform(data)), Texts(loaded.Transform(data)));
        }
    }

    [Fact]
    public void Registering_twice_is_no_matter() =>
        Assert.NotNull(new MLContext().RegisterFeedline().RegisterFeedline().Model.Load(new MemoryStream(Model.Value), out _));

    [Fact]
    public void A_damaged_model_is_an_error_or_no_matter_but_never_another_model()
    {
        byte[] model = Model.Value;
        List<string> expected = Outputs(Fitted());
        var random = new Random(7);
        int errors = 0;
        for (int trial = 0; trial < 150; trial++)
        {
            byte[] damaged = [.. model];
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            ITransformer loaded;
            try
            {
                loaded = Models.Load(damaged);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                errors++;
                continue;
            }

            Assert.Equal(expected, Outputs(loaded));
        }

        Assert.True(errors > 30, $"{errors}");
    }

    [Fact]
    public void A_model_cut_short_is_an_error()
    {
        for (int length = 0; length < Model.Value.Length; length += 97)
            Assert.ThrowsAny<Exception>(() => Models.Load(Model.Value[..length]));
    }

    [Fact]
    public void Damage_of_a_part_is_told_by_name()
    {
        foreach (int place in new[] { 0, 5, 30 })
        {
            FormatException exception = Assert.Throws<FormatException>(() => LoadPart(bytes => bytes[place] ^= 4));
            Assert.Contains("FeedlineScaling", exception.Message, StringComparison.Ordinal);
        }

        Assert.Throws<FormatException>(() => LoadPart(bytes => Array.Resize(ref bytes, 9), cut: 9));
        Assert.NotNull(LoadPart(_ => { }));
    }

    [Fact]
    public void A_part_of_a_later_version_is_refused()
    {
        ModelFormat later = RobustScalingTransformer.Format with { Version = 2, OldestVersion = 2 };

        Exception exception = Assert.ThrowsAny<Exception>(() => LoadPart(_ => { }, written: later));
        Assert.IsType<FormatException>(exception);
    }

    [Fact]
    public void A_model_with_a_part_of_a_later_version_says_so_when_it_is_loaded()
    {
        byte[] model = Models.Save(new LaterScaling(), Data().Schema);
        Exception? exception = Assert.ThrowsAny<Exception>(() => Models.Load(model));
        while (exception is not (null or FormatException))
            exception = exception.InnerException;

        Assert.NotNull(exception);
    }

    [Fact]
    public void Without_registration_a_model_is_not_loaded() =>
        Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(new MemoryStream(Model.Value), out _));

    private static MLContext Context() => new(seed: 1);

    private static IDataView Data()
    {
        var random = new Random(3);
        return Context().Data.LoadFromEnumerable(Enumerable.Range(0, 120).Select(i => new Row
        {
            Rank = i % 3,
            Job = i < 60 ? "a" : "b",
            Value = random.NextSingle(),
            Pair = [random.NextSingle(), i],
        }).ToArray());
    }

    private static TransformerChain<ITransformer> Fitted()
    {
        MLContext context = Context();
        return context.Transforms.ScaleByMedianDeviation("Scaled", nameof(Row.Pair))
            .Append(context.Transforms.ScaleByQuantileRange(nameof(Row.Value), lower: 0.1, upper: 0.9))
            .Append(context.Transforms.ScoreSpectralResidual("Residual", "Scaled", 14, nameof(Row.Rank)))
            .Append(context.Transforms.ExtractWindowFeatures("Features", nameof(Row.Value), 11, nameof(Row.Rank), nameof(Row.Job)))
            .Fit(Data());
    }

    private static List<string> Outputs(ITransformer model) => Texts(model.Transform(Data()), "Scaled", nameof(Row.Value), "Residual", "Features");

    private static List<string> Texts(IDataView data, params string[] columns) =>
        [.. Rows.Of(data, columns.Length > 0 ? columns : ["Out"]).Select(row => string.Join('|', row.Select(value => value is float[] all ? string.Join(',', all) : value)))];

    /// <summary>Writes and reads a component's part outside of a whole model, with damage in between.</summary>
    private static object LoadPart(Action<byte[]> damage, int? cut = null, ModelFormat? written = null)
    {
        IDataView data = Data();
        Assembly core = typeof(ITransformer).Assembly;
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            ConstructorInfo make = typeof(ModelSaveContext).GetConstructors(Any).Single(x => x.GetParameters()[0].ParameterType == typeof(BinaryWriter));
            var context = (ModelSaveContext)make.Invoke([writer, null]);
            if (written is null)
                Context().Transforms.ScaleByMedianDeviation("Out", nameof(Row.Value)).Fit(data).Save(context);
            else
                ModelPayload.Save(context, written, part => part.Write(1));
            typeof(ModelSaveContext).GetMethod("Done", Any)!.Invoke(context, null);
        }

        byte[] bytes = stream.ToArray();
        object Read(byte[] given)
        {
            ConstructorInfo make = core.GetType("Microsoft.ML.ModelLoadContext")!.GetConstructors(Any).Single(x => x.GetParameters()[0].ParameterType == typeof(BinaryReader));
            object context = make.Invoke([new BinaryReader(new MemoryStream(given)), null]);
            return ModelPayload.Load(context, RobustScalingTransformer.Format, reader => (object)reader.ReadString());
        }

        // The part begins where an undamaged one's length lies: find it by the output's name, length 3 before it.
        int begin = bytes.AsSpan().IndexOf("\u0003Out"u8) - 4;
        if (begin >= 0)
        {
            byte[] part = bytes[begin..];
            damage(part);
            part.CopyTo(bytes, begin);
        }

        if (cut is { } at)
            BitConverter.TryWriteBytes(bytes.AsSpan(begin), 1 << (at + 10));

        return Read(bytes);
    }

    /// <summary>A component of a later version than this one.</summary>
    private sealed class LaterScaling : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public IDataView Transform(IDataView input) => input;

        public void Save(ModelSaveContext ctx) =>
            ModelPayload.Save(ctx, RobustScalingTransformer.Format with { Version = 2, OldestVersion = 2 }, writer => writer.Write("later"));
    }
}
