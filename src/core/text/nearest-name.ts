/**
 * The name that was probably meant: the same but for upper and lower case, the last part of a path, or one with few wrong
 * letters (edit distance of Levenshtein, at most two in five). Undefined when none is near, or
 * two are equally so.
 */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  const ofPath = names.filter((name) => name.toLowerCase().endsWith(`/${wanted}`));
  if (ofPath.length === 1) return ofPath[0];
  let nearest: string[] = [];
  let least = wanted.length * 0.4;
  for (const name of names) {
    const known = name.toLowerCase();
    const withoutPath = known.slice(known.lastIndexOf('/') + 1);
    const distance = Math.min(editDistance(wanted, known), editDistance(wanted, withoutPath));
    if (distance > least) continue;
    nearest = distance < least ? [name] : [...nearest, name];
    least = distance;
  }
  return nearest.length === 1 ? nearest[0] : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, previous[j] + 1, current[j - 1] + 1));
    }
    previous = current;
  }
  return previous[b.length];
}
