/** Whether a skill has another among its prerequisites, theirs, and so on. */
export function waitsFor<Skill>(
  skill: Skill,
  other: Skill,
  prerequisitesOf: (skill: Skill) => readonly Skill[],
): boolean {
  const seen = new Set<Skill>();
  const open = [skill];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const before of prerequisitesOf(one)) {
      if (before === other) return true;
      if (seen.has(before)) continue;
      seen.add(before);
      open.push(before);
    }
  }
  return false;
}
