/**
 * The p-values of several tests, corrected so that of what is called significant at a level no larger share than it is expected to be false
 * (Benjamini & Hochberg, 1995); in the order given. Where nothing is there to be found, the chance of any false alarm is at most the level.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[b] - pValues[a]);
  const adjusted = new Array<number>(pValues.length);
  let smallest = 1;
  order.forEach((test, place) => {
    const rank = pValues.length - place;
    smallest = Math.min(smallest, (pValues.length / rank) * pValues[test]);
    adjusted[test] = smallest;
  });
  return adjusted;
}
