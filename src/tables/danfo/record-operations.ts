import { danfo } from './danfo.js';

/** Calls of danfo's functions by name, such as `Series.div`, `DataFrame.groupby` or `merge`. */
export type DanfoOperations = Record<string, number>;

type Operation = (this: unknown, ...values: unknown[]) => unknown;

/** What a frame or series says of itself; no work on its values. */
const isAboutItself = /^(?:\$|_|constructor$|column$|toString$|print$)/;

/**
 * Count what is asked of danfo from now on until `stop` is called: for tests that danfo does the work that it is there for. Puts itself
 * before danfo's own functions, so that nothing is paid while nobody asks. What danfo calls within an operation is a part of it
 * and not counted.
 */
export function recordOperations(): { stop(): DanfoOperations } {
  const counts: DanfoOperations = {};
  const restore: (() => void)[] = [];
  let depth = 0;
  const watch = (holder: Record<string, unknown>, key: string, name: string) => {
    const original = holder[key] as Operation;
    const counting: Operation = function (...values) {
      if (depth === 0) counts[name] = (counts[name] ?? 0) + 1;
      depth++;
      try {
        return original.apply(this, values);
      } finally {
        depth--;
      }
    };
    holder[key] = counting;
    restore.push(() => (holder[key] = original));
  };
  const library = danfo();
  for (const one of ['DataFrame', 'Series'] as const) {
    const prototype = library[one].prototype as unknown as Record<string, unknown>;
    for (const key of operationsOf(prototype)) watch(prototype, key, `${one}.${key}`);
  }
  for (const key of ['merge', 'concat']) watch(library as unknown as Record<string, unknown>, key, key);
  return {
    stop: () => {
      for (const undo of restore.splice(0)) undo();
      return counts;
    },
  };
}

/** Names of functions of a prototype; what is a getter there is not touched. */
function operationsOf(prototype: Record<string, unknown>): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(
      ([key, { value, writable }]) => typeof value === 'function' && writable && !isAboutItself.test(key),
    )
    .map(([key]) => key);
}
