/** Scores that are held at once for one model; with a great many products those of one customer. */
const numbersAtOnce = 2 ** 22;

/** Positions `start` to `end` of a list. */
export interface Block {
  start: number;
  end: number;
}

/** Cut so many customers into blocks whose scores of every product fit into memory. */
export function* blocksOf(customers: number, items: number): Iterable<Block> {
  const length = Math.max(1, Math.floor(numbersAtOnce / items));
  for (let start = 0; start < customers; start += length) {
    yield { start, end: Math.min(start + length, customers) };
  }
}
