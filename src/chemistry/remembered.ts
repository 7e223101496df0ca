/**
 * A training asks for the same molecule several times, in the same order: fitting, then learning, then judging. More than the likeness of a
 * version keeps.
 */
const mostKept = 25_000;

/** A function of a text that remembers what it worked out for the last of them. */
export function remembered<Result>(work: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    if (known.has(text)) return known.get(text) as Result;
    const result = work(text);
    if (known.size >= mostKept)
      for (const oldest of [...known.keys()].slice(0, mostKept / 10)) known.delete(oldest);
    known.set(text, result);
    return result;
  };
}
