namespace Feedline;

/// <summary>The rules that every engine has unless <see cref="FeedlineOptions.UseBuiltInRules"/> says otherwise.</summary>
internal static class BuiltInRules
{
    /// <summary>All of them, in the order in which they are evaluated. Rules keep no state, so engines share them.</summary>
    public static IReadOnlyList<IDiagnosticRule> All { get; } = [];
}
