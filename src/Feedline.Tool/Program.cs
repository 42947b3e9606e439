using Feedline.Tool.Analysis;
using Feedline.Tool.CommandLine;
using Feedline.Tool.Terminals;

return new FeedlineCommandLine(ToolTerminal.OfProcess(), AnalyzeHandler.Run, AnalyzeHandler.Rules, TimeProvider.System).Run(args);
