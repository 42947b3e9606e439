namespace Feedline; internal static class Placeholder;
