/** Ones among 32 bits (Warren, Hacker's Delight, 2012). */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Four bytes each; the last word is filled with zeros. */
function wordsOf(fingerprint: Uint8Array): Uint32Array {
  const words = new Uint32Array(Math.ceil(fingerprint.length / 4));
  new Uint8Array(words.buffer).set(fingerprint);
  return words;
}

function countOf(words: Uint32Array): number {
  return words.reduce((sum, word) => sum + onesIn(word), 0);
}

/** A molecule among others, and how alike it is, from 0 to 1. */
export interface Near {
  place: number;
  similarity: number;
}

/** Fingerprints of molecules, to be searched for those that are most alike. */
export class FingerprintIndex {
  private readonly words: readonly Uint32Array[];
  private readonly counts: Int32Array;

  /** @param fingerprints of one length each */
  constructor(fingerprints: readonly Uint8Array[]) {
    this.words = fingerprints.map(wordsOf);
    this.counts = Int32Array.from(this.words, countOf);
  }

  get size(): number {
    return this.words.length;
  }

  /**
   * Tanimoto similarity to each: bits that both have over bits that either has (Jaccard, 1901); 0 where neither has one.
   */
  similarities(fingerprint: Uint8Array): Float64Array {
    const own = wordsOf(fingerprint);
    const count = countOf(own);
    const result = new Float64Array(this.size);
    for (let place = 0; place < result.length; place++) {
      const other = this.words[place];
      let common = 0;
      for (let i = 0; i < own.length; i++) common += onesIn(own[i] & other[i]);
      const either = count + this.counts[place] - common;
      result[place] = either === 0 ? 0 : common / either;
    }
    return result;
  }

  /** The `k` most alike (1 or more), the nearest first, of equally near ones the first. */
  nearest(fingerprint: Uint8Array, k: number): Near[] {
    const found: Near[] = [];
    this.similarities(fingerprint).forEach((similarity, place) => {
      if (found.length === k && similarity <= found[k - 1].similarity) return;
      if (found.length === k) found.pop();
      const after = found.findLastIndex((one) => one.similarity >= similarity);
      found.splice(after + 1, 0, { place, similarity });
    });
    return found;
  }
}
