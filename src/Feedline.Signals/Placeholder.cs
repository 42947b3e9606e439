namespace Feedline.Signals; internal static class Placeholder;
