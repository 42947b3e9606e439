using System.Security.Cryptography;
using Feedline.MachineLearning.Classification;

namespace Feedline.MachineLearning.Tests.Classification;

public sealed class ModelFileTests
{
    private const int HeaderBytes = 48;

    private readonly byte[] _bytes = Bytes(Windows.Model());

    [Fact]
    public void A_model_is_the_same_after_it_was_written_and_read()
    {
        FailureModeModel read = FailureModeModel.Load(new MemoryStream(_bytes));

        Assert.Equal(_bytes, Bytes(read));
        Assert.Equal(["dataset-starvation", "hang"], read.Modes.Select(mode => mode.Id));
        Assert.Equal("random windows", read.Origin);
    }

    [Fact]
    public void Other_bytes_are_no_model() => Assert.Contains("not a Feedline", Refusal([.. "{ \"model\": 1 }                                            "u8]), StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_no_model() => Assert.Contains("not a Feedline", Refusal([]), StringComparison.Ordinal);

    [Fact]
    public void Another_version_is_told()
    {
        byte[] other = [.. _bytes];
        other[8] = 99;

        Assert.Contains("version 99", Refusal(other), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_cut_short_is_told()
    {
        foreach (int length in (int[])[HeaderBytes, HeaderBytes + 1, _bytes.Length / 2, _bytes.Length - 1])
            Assert.Contains("cut short", Refusal(_bytes[..length]), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_byte_changed_is_told()
    {
        for (int i = 0; i < _bytes.Length; i += 1 + (_bytes.Length / 300))
        {
            byte[] changed = [.. _bytes];
            changed[i] ^= 0x40;

            Assert.NotEmpty(Refusal(changed));
        }
    }

    [Fact]
    public void A_model_of_other_features_is_told()
    {
        // A letter of a feature's name, and the checksum made right again.
        byte[] changed = [.. _bytes];
        int name = changed.AsSpan().IndexOf("step-excess"u8);
        changed[name] = (byte)'x';
        SHA256.HashData(changed.AsSpan(HeaderBytes)).CopyTo(changed, 16);

        Assert.Contains("other features", Refusal(changed), StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_model_is_small_and_goes_by_all_features()
    {
        FailureModeModel shipped = FailureModeModel.LoadShipped();

        Assert.InRange(Bytes(shipped).Length, 1, 1_000_000);
        Assert.Equal(WindowFeatures.Names, shipped.Features);
        Assert.Equal(9, shipped.Modes.Length);
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<InvalidDataException>(() => FailureModeModel.Load(new MemoryStream(bytes))).Message;

    private static byte[] Bytes(FailureModeModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
