namespace Feedline;

/// <summary>The identity by which findings are de-duplicated.</summary>
/// <param name="RuleId">The rule's id.</param>
/// <param name="Job">The job's id.</param>
/// <param name="Discriminator">Tells findings of one rule in one job apart; see <see cref="FindingDraft.Discriminator"/>.</param>
public readonly record struct FindingKey(string RuleId, string Job, string Discriminator);
