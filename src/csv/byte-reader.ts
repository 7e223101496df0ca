/** Bytes that arrive in pieces, with a look ahead. */
export class ByteReader {
  private held: Uint8Array = new Uint8Array(0);
  private ended = false;

  constructor(private readonly chunks: AsyncGenerator<Uint8Array, void>) {}

  /** Nothing more will arrive behind what was last peeked. */
  get isWhole(): boolean {
    return this.ended;
  }

  /** The next bytes without taking them: at least `count`, or all that are left. */
  async peek(count: number): Promise<Uint8Array> {
    const parts = [this.held];
    let length = this.held.length;
    while (length < count && !this.ended) {
      const next = await this.chunks.next();
      if (next.done) this.ended = true;
      else {
        parts.push(next.value);
        length += next.value.length;
      }
    }
    this.held = parts.length === 1 ? this.held : Buffer.concat(parts, length);
    return this.held;
  }

  /** Leave out the first `count` bytes of what was peeked. */
  skip(count: number): void {
    this.held = this.held.subarray(count);
  }

  /** All that is left. Leaving the loop early closes the input. */
  async *rest(): AsyncGenerator<Uint8Array, void> {
    try {
      const { held } = this;
      this.held = new Uint8Array(0);
      if (held.length > 0) yield held;
      if (!this.ended) yield* this.chunks;
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    this.ended = true;
    await this.chunks.return();
  }
}
