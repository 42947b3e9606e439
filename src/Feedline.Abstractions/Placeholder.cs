namespace Feedline.Abstractions; internal static class Placeholder;
