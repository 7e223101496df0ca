import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Keeps a long loop's heap flat. V8 sizes its old generation by the machine's memory: where there is much, it lets hundreds of
 * megabytes of garbage stand before it looks. Called between two pieces of work, the trimmer collects as soon as the old
 * generation of its thread has grown by `slackBytes` since the last collection. A collection costs about 20 ms.
 */
export function createHeapTrimmer(slackBytes: number): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let limit = usedBytes() + slackBytes;
  return () => {
    if (usedBytes() < limit) return;
    collect();
    limit = usedBytes() + slackBytes;
  };
}

/** Bytes of the spaces that only a full collection frees. */
function usedBytes(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name: name }) => name === 'old_space' || name === 'large_object_space')
    .reduce((sum, { space_used_size: bytes }) => sum + bytes, 0);
}
