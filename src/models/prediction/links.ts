/** How raw outputs become what a caller reads: as they are, probabilities of yes, probabilities of classes. */
export const linkNames = ['identity', 'sigmoid', 'softmax'] as const;

export type LinkName = (typeof linkNames)[number];

const inverses: Readonly<Record<LinkName, (linked: number) => number>> = {
  identity: (value) => value,
  sigmoid: (probability) => Math.log(inside(probability) / (1 - inside(probability))),
  softmax: (probability) => Math.log(inside(probability)),
};

/** The raw output that a linked one comes from, for softmax up to a constant of its row. Finite for probabilities of 0 and 1, too. */
export function inverseLink(link: LinkName, linked: number): number {
  return inverses[link](linked);
}

const leastProbability = 1e-7;

function inside(probability: number): number {
  return Math.min(Math.max(probability, leastProbability), 1 - leastProbability);
}

/** Adds the linked values of `raw` (`[rows, outputs]`, row-major) to `sums`, in double precision. */
type AddLinked = (raw: Float32Array, outputs: number, sums: Float64Array) => void;

/**
 * Links are worked out here and not on an engine: each number depends on its own row alone, and every engine gives the same
 * for the same raw output.
 */
export const links: Readonly<Record<LinkName, AddLinked>> = {
  identity: (raw, _outputs, sums) => {
    for (let i = 0; i < raw.length; i++) sums[i] += raw[i];
  },
  sigmoid: (raw, _outputs, sums) => {
    for (let i = 0; i < raw.length; i++) sums[i] += 1 / (1 + Math.exp(-raw[i]));
  },
  softmax: (raw, outputs, sums) => {
    for (let start = 0; start < raw.length; start += outputs) {
      const end = start + outputs;
      let highest = -Infinity;
      for (let i = start; i < end; i++) highest = Math.max(highest, raw[i]);
      let total = 0;
      for (let i = start; i < end; i++) total += Math.exp(raw[i] - highest);
      for (let i = start; i < end; i++) sums[i] += Math.exp(raw[i] - highest) / total;
    }
  },
};

/**
 * Raw outputs of several members as if one had given them: those of the mean of their linked outputs.
 * @param raw a member's whole batch after the other's, `[members * rows, outputs]`.
 * @returns `[rows, outputs]`
 */
export function pooled(
  raw: Float32Array,
  { link, members, outputs }: { link: LinkName; members: number; outputs: number },
): Float32Array {
  if (members === 1) return raw;
  const each = raw.length / members;
  const sums = new Float64Array(each);
  for (let from = 0; from < raw.length; from += each)
    links[link](raw.subarray(from, from + each), outputs, sums);
  return Float32Array.from(sums, (sum) => inverseLink(link, sum / members));
}
