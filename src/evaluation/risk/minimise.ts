interface Vertex {
  at: number[];
  value: number;
}

export interface MinimiseOptions {
  /** How far the first simplex reaches from the start in each direction; the same number for all. */
  step?: number;
  /** Ends when the values at all corners differ by less. */
  tolerance?: number;
  evaluations?: number;
}

/**
 * The point where a function of a few variables is least, near `start` (Nelder & Mead, 1965). No derivative is asked for, and a value may be
 * Infinity where a point is impossible.
 */
export function minimise(
  value: (point: readonly number[]) => number,
  start: readonly number[],
  { step = 0.1, tolerance = 1e-9, evaluations = 2000 }: MinimiseOptions = {},
): Vertex {
  let left = evaluations;
  const vertex = (at: number[]): Vertex => {
    left -= 1;
    return { at, value: value(at) };
  };
  const corners = [
    vertex([...start]),
    ...start.map((_, i) => vertex(start.map((x, j) => (j === i ? x + step : x)))),
  ];
  const byValue = (a: Vertex, b: Vertex) => a.value - b.value;
  corners.sort(byValue);
  while (left > 0 && !(corners[corners.length - 1].value - corners[0].value < tolerance)) {
    replaceWorst(corners, vertex);
    corners.sort(byValue);
  }
  return corners[0];
}

/** One step: the worst corner is reflected, stretched or drawn in; else all are drawn to the best one. Corners are in the order of their values. */
function replaceWorst(corners: Vertex[], vertex: (at: number[]) => Vertex): void {
  const last = corners.length - 1;
  const worst = corners[last];
  const centre = worst.at.map(
    (_, i) => corners.slice(0, last).reduce((sum, { at }) => sum + at[i], 0) / last,
  );
  const along = (factor: number) => vertex(centre.map((x, i) => x + factor * (worst.at[i] - x)));
  const reflected = along(-1);
  if (reflected.value < corners[0].value) {
    const stretched = along(-2);
    corners[last] = stretched.value < reflected.value ? stretched : reflected;
    return;
  }
  if (reflected.value < corners[last - 1].value) {
    corners[last] = reflected;
    return;
  }
  const drawn = along(reflected.value < worst.value ? -0.5 : 0.5);
  if (drawn.value < Math.min(reflected.value, worst.value)) {
    corners[last] = drawn;
    return;
  }
  const [best] = corners;
  for (let i = 1; i <= last; i++)
    corners[i] = vertex(corners[i].at.map((x, j) => best.at[j] + 0.5 * (x - best.at[j])));
}
