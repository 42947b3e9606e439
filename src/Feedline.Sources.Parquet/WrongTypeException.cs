namespace Feedline.Sources;

/// <summary>A column holds something else than it was asked for. The message goes on after the column's name.</summary>
internal sealed class WrongTypeException(string message) : Exception(message);
