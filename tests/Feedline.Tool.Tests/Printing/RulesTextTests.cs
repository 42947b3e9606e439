using Feedline.Tool.Printing;
using Feedline.Tool.Tests.Samples;

namespace Feedline.Tool.Tests.Printing;

public sealed class RulesTextTests
{
    [Fact]
    public void Rules() => Snapshot.Matches(RulesText.Write(Reports.Rules, 80, colour: false));
}
