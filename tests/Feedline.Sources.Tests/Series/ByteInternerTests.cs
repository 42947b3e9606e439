using System.Text;
using CsCheck;

namespace Feedline.Sources.Tests;

public class ByteInternerTests
{
    [Fact]
    public void Gives_equal_texts_equal_numbers() =>
        Gen.String[Gen.Char['a', 'c'], 0, 40].Array[0, 300].Sample(texts =>
        {
            var interner = new ByteInterner();
            for (int round = 0; round < 2; round++)
            {
                var ids = new Dictionary<string, int>(StringComparer.Ordinal);
                foreach (string text in texts)
                {
                    ids.TryAdd(text, ids.Count);
                    Assert.Equal(ids[text], interner.Intern(Encoding.UTF8.GetBytes(text)));
                }

                Assert.Equal(ids.Count, interner.Count);
                Assert.All(ids, pair => Assert.Equal(pair.Key, Encoding.UTF8.GetString(interner[pair.Value])));
                Assert.Equal(ids.Keys.Sum(text => text.Length), interner.Length);
                interner.Clear();
                Assert.Equal((0, 0), (interner.Count, interner.Length));
            }
        });
}
