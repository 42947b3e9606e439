using System.CommandLine;

namespace Feedline.Tool.CommandLine;

/// <summary>Says in one line what is wrong with a command line, and what to do.</summary>
internal static class UsageError
{
    public static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command is RootCommand)
            return UnknownCommand(command, parsed.UnmatchedTokens);

        string message = parsed.UnmatchedTokens.Count > 0
            ? $"'{parsed.UnmatchedTokens[0]}' is not an option or argument of '{command.Name}'"
            : OneLine(parsed.Errors[0].Message);
        return $"{message}; see 'feedline {command.Name} --help'";
    }

    private static string UnknownCommand(Command root, IReadOnlyList<string> unmatched)
    {
        string[] names = [.. root.Subcommands.Select(command => command.Name)];
        string commands = $"the commands are {string.Join(", ", names[..^1])} and {names[^1]}; see 'feedline --help'";
        if (unmatched.Count == 0)
            return $"no command given; {commands}";

        string? close = names.FirstOrDefault(name => Distance(name, unmatched[0]) <= 2);
        return close is null
            ? $"no command '{unmatched[0]}'; {commands}"
            : $"no command '{unmatched[0]}'; did you mean '{close}'?";
    }

    // The library's own messages are sentences, some of several lines.
    private static string OneLine(string message) =>
        char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.').ReplaceLineEndings(" ").Replace('\t', ' ');

    // Levenshtein: inserted, removed and changed letters. Command names are short, so the plain table will do.
    private static int Distance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
