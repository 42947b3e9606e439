namespace Feedline.Signals;

/// <summary>A straight line, y = <see cref="Intercept"/> + <see cref="Slope"/> × x.</summary>
/// <param name="Slope">Rise per unit of x.</param>
/// <param name="Intercept">Value at x = 0.</param>
public readonly record struct RobustLine(double Slope, double Intercept);
