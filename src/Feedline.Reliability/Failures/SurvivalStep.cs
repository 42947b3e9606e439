namespace Feedline.Reliability;

/// <summary>One step of a survival curve: what holds from a time on, up to the next step.</summary>
/// <param name="Time">When something failed, in the unit of the times.</param>
/// <param name="AtRisk">How many were watched and alive just before.</param>
/// <param name="Failures">How many failed then.</param>
/// <param name="Survival">Kaplan–Meier's share that lasts longer, with its interval.</param>
/// <param name="CumulativeHazard">Nelson–Aalen's failures per life so far, with its interval.</param>
public readonly record struct SurvivalStep(double Time, int AtRisk, int Failures, Estimate Survival, Estimate CumulativeHazard);
