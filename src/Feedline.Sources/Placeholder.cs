namespace Feedline.Sources; internal static class Placeholder;
