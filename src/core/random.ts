/**
 * The project's one source of randomness. Seeded and free of platform differences: the same seed gives the same
 * numbers on every machine, so a training can be repeated bit by bit.
 */
export interface Random {
  /** Uniform in [0, 1) with 32 random bits. */
  next(): number;
  /** 32 random bits as a whole number from 0. */
  bits(): number;
  /** Uniform integer in [0, bound). */
  integer(bound: number): number;
  /** Standard normal (Box & Muller, 1958). */
  normal(): number;
  /** The numbers 0..length-1 in random order (Fisher & Yates; Durstenfeld 1964). */
  permutation(length: number): Int32Array;
  /** An independent generator for a named purpose: drawing from one never shifts another. */
  fork(purpose: string): Random;
}

/** 32-bit hash of `seed` and `text` (FNV-1a followed by the murmur3 finaliser). */
function hash(seed: number, text: string): number {
  let state = (seed ^ 0x811c9dc5) >>> 0;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, passes BigCrush. */
class SmallFastCounter implements Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(private readonly seed: number) {
    this.a = hash(seed, 'a') | 0;
    this.b = hash(seed, 'b') | 0;
    this.c = hash(seed, 'c') | 0;
    for (let i = 0; i < 12; i++) this.next();
  }

  next(): number {
    return this.bits() / 4294967296;
  }

  bits(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return sum >>> 0;
  }

  integer(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  permutation(length: number): Int32Array {
    const order = Int32Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  fork(purpose: string): Random {
    return new SmallFastCounter(hash(this.seed, purpose));
  }
}

/** A generator from a seed (any integer; its low 32 bits count). */
export function createRandom(seed: number): Random {
  return new SmallFastCounter(seed >>> 0);
}
