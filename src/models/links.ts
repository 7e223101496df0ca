/** How raw outputs become what a caller reads: as they are, probabilities of yes, probabilities of classes. */
export const linkNames = ['identity', 'sigmoid', 'softmax'] as const;

export type LinkName = (typeof linkNames)[number];

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
