/**
 * Rows for the tests whose expected figures came from scikit-learn 1.9.1, SciPy 1.17.1 and NumPy 2.4.6:
 * `test/reference/metrics.py` makes the same rows by the same generator and prints the figures.
 */

/** Park & Miller (1988): integers below 2^53 throughout, so every language gets the same doubles. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}

const drawWeight = (next: () => number) => 0.5 + Math.floor(next() * 4) * 0.5;

/** Probabilities are multiples of 0.05, so they tie and reach 0 and 1. */
export function binaryRows(count = 60) {
  const next = generator(2024);
  const rows = { labels: [] as number[], probabilities: [] as number[], weights: [] as number[] };
  for (let i = 0; i < count; i++) {
    const probability = Math.floor(next() * 21) / 20;
    rows.probabilities.push(probability);
    rows.labels.push(next() < 0.15 + 0.7 * probability ? 1 : 0);
    rows.weights.push(drawWeight(next));
  }
  return rows;
}

export function multiclassRows(count = 40) {
  const next = generator(7);
  const rows = { labels: [] as number[], probabilities: [] as number[], weights: [] as number[], classes: 3 };
  for (let i = 0; i < count; i++) {
    const [a, b, c] = [next() + 0.05, next() + 0.05, next() + 0.05];
    const total = a + b + c;
    const drawn = next() * total;
    rows.probabilities.push(a / total, b / total, c / total);
    rows.labels.push(drawn < a ? 0 : drawn < a + b ? 1 : 2);
    rows.weights.push(drawWeight(next));
  }
  return rows;
}

export function regressionRows(count = 50) {
  const next = generator(99);
  const rows = { actual: [] as number[], predicted: [] as number[], weights: [] as number[] };
  for (let i = 0; i < count; i++) {
    const value = 10 * next();
    rows.actual.push(value);
    rows.predicted.push(value + (next() - 0.5) * 4);
    rows.weights.push(drawWeight(next));
  }
  return rows;
}
