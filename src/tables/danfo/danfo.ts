import { createRequire } from 'node:module';
import type { DataFrame, Series } from 'danfojs-node/dist/danfojs-base/index.js';
import { decideForDanfo } from '../../engine/native.js';

export type { DataFrame, Series };

export type ColumnType = 'number' | 'text';

/** What is used of danfo. */
export interface Danfo {
  DataFrame: new (data: unknown, options: object) => DataFrame;
  Series: new (data: unknown, options: object) => Series;
  merge: (options: { left: DataFrame; right: DataFrame; on: string[]; how: 'left' }) => DataFrame;
  concat: (options: { dfList: DataFrame[]; axis: 0 }) => DataFrame;
}

let loaded: Danfo | undefined;

/**
 * danfo, loaded at the first operation that needs it: loading takes half a second, which a command that only reads and
 * encodes should not pay. Its base is taken, without the file readers, which the project does not use.
 */
export function danfo(): Danfo {
  loaded ??= load();
  return loaded;
}

/** The functions in an object of the project's own, where `recordOperations` can put itself before them. */
function load(): Danfo {
  decideForDanfo();
  const base = createRequire(import.meta.url)('danfojs-node/dist/danfojs-base/index.js') as Danfo;
  const { DataFrame, Series, merge, concat } = base;
  return { DataFrame, Series, merge, concat };
}

/** danfo's names of the types. Always given: finding them out from the values is slow, and wrong when the first are missing. */
export const danfoTypes = { number: 'float32', text: 'string' } as const;
