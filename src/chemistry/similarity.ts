/** Ones in each byte. */
const ones = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

function countOf(fingerprint: Uint8Array): number {
  let count = 0;
  for (const byte of fingerprint) count += ones[byte];
  return count;
}

/** A molecule among others, and how alike it is, from 0 to 1. */
export interface Near {
  place: number;
  similarity: number;
}

/** Fingerprints of molecules, to be searched for those that are most alike. */
export class FingerprintIndex {
  private readonly counts: Int32Array;

  /** @param fingerprints of one length each */
  constructor(private readonly fingerprints: readonly Uint8Array[]) {
    this.counts = Int32Array.from(fingerprints, countOf);
  }

  get size(): number {
    return this.fingerprints.length;
  }

  /**
   * Tanimoto similarity to each: bits that both have over bits that either has (Jaccard, 1901); 0 where neither has one.
   */
  similarities(fingerprint: Uint8Array): Float64Array {
    const own = countOf(fingerprint);
    return Float64Array.from(this.fingerprints, (other, place) => {
      let common = 0;
      for (let i = 0; i < fingerprint.length; i++) common += ones[fingerprint[i] & other[i]];
      const either = own + this.counts[place] - common;
      return either === 0 ? 0 : common / either;
    });
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
