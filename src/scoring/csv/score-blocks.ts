import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Configuration } from '../../core/configuration.js';
import type { CsvBlock } from '../../csv/source.js';
import type { Predictor } from '../../learning/predictor.js';
import { createBlockScorer, type BlockFormat, type ScoredBlock } from './score-block.js';
import { WorkerPool } from './worker-pool.js';

export interface BlockScoring {
  served: Predictor;
  format: BlockFormat;
  /** Threads that score, this one among them. */
  workers: number;
  configuration: Configuration;
  /** The other threads where they are started already; whoever started them ends them. */
  pool?: WorkerPool;
}

/** A block on its way; `scored` once it is. */
interface Pending {
  promise: Promise<ScoredBlock>;
  scored?: ScoredBlock;
}

/** So many scored blocks may wait for an earlier one, per worker. */
const mostWaiting = 4;

/**
 * Scored blocks in the order of the input, whoever scored them. This thread begins at once and takes every block for which no
 * other has room, so a thread that is still starting holds up nothing; blocks in memory are bounded.
 */
export async function* scoreBlocks(
  blocks: AsyncIterable<CsvBlock>,
  { served, format, workers, configuration, pool: started }: BlockScoring,
): AsyncGenerator<ScoredBlock, void> {
  const score = createBlockScorer(served, format);
  const pool = started ?? new WorkerPool(workers - 1, configuration);
  pool.open({ model: served.tag, format });
  const inOrder: Pending[] = [];
  try {
    for await (const block of blocks) {
      inOrder.push(pool.hasRoom ? fromPool(pool.score(block)) : fromHere(score(block)));
      // The workers' answers arrive in a turn of the event loop of their own.
      if (workers > 1) await nextTurn();
      while (inOrder.length > 0 && (inOrder[0].scored || inOrder.length > mostWaiting * workers))
        yield await next(inOrder);
    }
    while (inOrder.length > 0) yield await next(inOrder);
  } finally {
    if (!started) await pool.close();
  }
}

function fromHere(scored: ScoredBlock): Pending {
  return { scored, promise: Promise.resolve(scored) };
}

function fromPool(promise: Promise<ScoredBlock>): Pending {
  const pending: Pending = { promise };
  promise.then(
    (scored) => {
      pending.scored = scored;
    },
    () => undefined,
  );
  return pending;
}

function next(inOrder: Pending[]): Promise<ScoredBlock> {
  const [first] = inOrder.splice(0, 1);
  return first.promise;
}
