using System.Globalization;
using System.Text;

namespace Feedline.Sources.Tests;

/// <summary>Writes OTLP/JSON in any of the forms that are valid: fields in any order, either case, numbers as text, white space, escapes, unknown fields.</summary>
internal sealed class OtlpScribbler(int seed)
{
    private static readonly string[] Unknown = ["1", "\"x\\\"}]\"", "null", "[]", "{}", "[{\"timeUnixNano\":\"7\",\"a\":[[1]]}]", "{\"dataPoints\":[{\"asDouble\":9}]}", "-1.5E+3", "true"];

    private readonly Random _random = new(seed);

    public bool Flip() => _random.Next(2) == 0;

    public T Pick<T>(params T[] values) => values[_random.Next(values.Length)];

    public int Next(int end) => _random.Next(end);

    public string Object(params (string Name, string Json)[] fields)
    {
        List<(string Name, string Json)> all = [.. fields];
        if (_random.Next(4) == 0)
        {
            all.Add(("unknown" + _random.Next(3).ToString(CultureInfo.InvariantCulture), Pick(Unknown)));
        }

        (string Name, string Json)[] shuffled = [.. all];
        _random.Shuffle(shuffled);
        return "{" + Space() + string.Join(Space() + "," + Space(), shuffled.Select(field => $"{Quote(Case(field.Name))}{Space()}:{Space()}{field.Json}")) + Space() + "}";
    }

    public string List(IEnumerable<string> items) => "[" + Space() + string.Join(Space() + "," + Space(), items) + Space() + "]";

    public string Integer(long value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture);
        return Flip() ? text : $"\"{text}\"";
    }

    public string Double(double value)
    {
        string text = value.ToString(Pick("R", "E16"), CultureInfo.InvariantCulture);
        return Flip() ? text : $"\"{text}\"";
    }

    /// <summary>A string of which some characters may be written as escapes.</summary>
    public string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (char character in text)
        {
            if (_random.Next(12) == 0 || character is '"' or '\\' || character < ' ')
            {
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                json.Append(character);
            }
        }

        return json.Append('"').ToString();
    }

    public string Attributes(IEnumerable<KeyValuePair<string, object>> attributes) => List(attributes.Select(attribute => Object(
        ("key", Quote(attribute.Key)),
        ("value", attribute.Value switch
        {
            long number => Object(("intValue", Integer(number))),
            bool flag => Object(("boolValue", flag ? "true" : "false")),
            double number => Object(("doubleValue", Double(number))),
            _ => Object(("stringValue", Quote((string)attribute.Value))),
        }))));

    private string Space() => _random.Next(6) == 0 ? Pick(" ", "  ", "\t", "\r") : "";

    private string Case(string name) => Flip() ? name : string.Concat(name.Select(letter => char.IsUpper(letter) ? "_" + char.ToLowerInvariant(letter) : letter.ToString()));
}
