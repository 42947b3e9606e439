using CsCheck;

namespace Feedline.Tests.Evaluation;

public sealed class RuleIdSuggestionProperties
{
    private static readonly Gen<string> Ids = Gen.Char["FLfl019"].Array[0, 7].Select(letters => new string(letters));

    [Fact]
    public void The_distance_is_that_of_the_recursive_definition() => Gen
        .Select(Ids, Ids)
        .Sample((left, right) => Assert.Equal(Reference(left, right), RuleIdSuggestion.Distance(left, right)));

    [Fact]
    public void An_id_with_one_wrong_letter_is_recognised() => Gen
        .Select(Gen.Int[0, 5], Gen.Char['A', 'Z'])
        .Sample((place, letter) =>
        {
            string typed = "FL4002".Remove(place, 1).Insert(place, letter.ToString());

            Assert.Contains("'FL4002'?", RuleIdSuggestion.Explain(typed, ["ACME17", "FL4002", "FL7777"]), StringComparison.Ordinal);
        });

    private static int Reference(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
            return left.Length + right.Length;

        int cost = char.ToUpperInvariant(left[0]) == char.ToUpperInvariant(right[0]) ? 0 : 1;
        return Math.Min(
            Reference(left[1..], right[1..]) + cost,
            Math.Min(Reference(left[1..], right), Reference(left, right[1..])) + 1);
    }
}
