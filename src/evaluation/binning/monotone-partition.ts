import type { CountedRows } from '../statistics/share-tests.js';

export interface PartitionRules {
  /** So many parts at most. */
  most: number;
  /** Whether bins that belong together make a part; a single part of all bins is one in any case. */
  accepts: (part: CountedRows) => boolean;
  /** Whether a part may stand right of another: that rates rise or fall, for instance. */
  follows: (left: CountedRows, right: CountedRows) => boolean;
  /** What a part adds to the figure that is made as large as it can be. */
  worth: (part: CountedRows) => number;
}

/** Bins that are joined, from `first` to before `end`. */
export interface Part extends CountedRows {
  first: number;
  end: number;
}

/** The best way to end with a part: its figure and the part before. */
interface Best {
  worth: number;
  before?: Part;
}

/** By the number of parts, what is best that ends with a part; parts are the same objects everywhere. */
type Layer = ReadonlyMap<Part, Best>;

/**
 * The best ways to join neighbouring bins into 1, 2, ... parts, by dynamic programming over the last part (as optimal binning does with
 * integer programmes: Navas-Palencia, 2020): exact, in bins ^ 3 x most steps. From the fewest parts to the most; numbers of parts that the rules
 * leave no way to are absent.
 */
export function monotonePartitions(bins: readonly CountedRows[], rules: PartitionRules): Part[][] {
  if (bins.length === 0) return [];
  const parts = partsOf(bins);
  const whole = parts.find(({ first, end }) => first === 0 && end === bins.length)!;
  const accepted = parts.filter(rules.accepts);
  let layer: Layer = new Map(
    accepted.filter(({ first }) => first === 0).map((part) => [part, { worth: rules.worth(part) }]),
  );
  const layers: Layer[] = [layer];
  const found: Part[][] = [[whole]];
  for (let count = 2; count <= rules.most && layer.size > 0; count++) {
    layer = nextLayer(layer, accepted, rules);
    layers.push(layer);
    const last = bestOf(layer, (part) => part.end === bins.length);
    if (last) found.push(traced(last, layers));
  }
  return found;
}

function partsOf(bins: readonly CountedRows[]): Part[] {
  const parts: Part[] = [];
  for (let first = 0; first < bins.length; first++) {
    let part: Part = { first, end: first, rows: 0, events: 0 };
    for (let end = first + 1; end <= bins.length; end++) {
      const { rows, events } = bins[end - 1];
      part = { first, end, rows: part.rows + rows, events: part.events + events };
      parts.push(part);
    }
  }
  return parts;
}

/** Every accepted part behind the best part that it may follow. */
function nextLayer(layer: Layer, accepted: readonly Part[], rules: PartitionRules): Layer {
  const endingAt = new Map<number, Part[]>();
  for (const part of layer.keys()) endingAt.set(part.end, [...(endingAt.get(part.end) ?? []), part]);
  const next = new Map<Part, Best>();
  for (const part of accepted) {
    const before = bestOf(layer, (left) => rules.follows(left, part), endingAt.get(part.first) ?? []);
    if (before) next.set(part, { worth: layer.get(before)!.worth + rules.worth(part), before });
  }
  return next;
}

function bestOf(
  layer: Layer,
  fits: (part: Part) => boolean,
  among: Iterable<Part> = layer.keys(),
): Part | undefined {
  let best: Part | undefined;
  for (const part of among) {
    const better = best === undefined || layer.get(part)!.worth > layer.get(best)!.worth;
    if (better && fits(part)) best = part;
  }
  return best;
}

function traced(last: Part, layers: readonly Layer[]): Part[] {
  const parts: Part[] = [];
  let part: Part | undefined = last;
  for (let depth = layers.length - 1; part !== undefined; depth--) {
    parts.unshift(part);
    part = layers[depth].get(part)?.before;
  }
  return parts;
}
