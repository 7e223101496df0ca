/** What older versions are counted together under. */
export const olderVersions = 'older';

/**
 * Names of a scenario's versions in metrics: the latest few that were seen have names of their own, so that trainings without end do not
 * make figures without end.
 */
export class VersionLabels {
  private readonly named = new Map<string, number[]>();

  /**
   * @param most versions of a scenario that have a name at once
   * @param forget is called with a version that loses its name to a later one; from then on it counts as older
   */
  constructor(
    private readonly most: number,
    private readonly forget: (scenario: string, label: string) => void,
  ) {}

  of(scenario: string, version: number): string {
    const named = this.named.get(scenario) ?? [];
    if (named.includes(version)) return String(version);
    if (named.length === this.most) {
      if (version < named[0]) return olderVersions;
      this.forget(scenario, String(named.shift()));
    }
    this.named.set(
      scenario,
      [...named, version].sort((a, b) => a - b),
    );
    return String(version);
  }
}
