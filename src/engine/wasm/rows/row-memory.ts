const pageBytes = 64 * 1024;
const alignment = 16;

/** A memory that kernels work in, handed out from its beginning on and never given back. */
export class RowMemory {
  readonly own = new WebAssembly.Memory({ initial: 1 });
  /** All of it; others once it has grown. */
  bytes = new Uint8Array(this.own.buffer);
  view = new DataView(this.own.buffer);
  /** The address 0 stands for nothing. */
  private used = alignment;

  /** Room for so many bytes, zeros at first. @returns its address */
  reserve(bytes: number): number {
    const at = this.used;
    this.used = aligned(at + bytes);
    const missing = this.used - this.bytes.length;
    if (missing > 0) {
      this.own.grow(Math.ceil(missing / pageBytes));
      this.bytes = new Uint8Array(this.own.buffer);
      this.view = new DataView(this.own.buffer);
    }
    return at;
  }

  /** @returns the address of a copy */
  stored(numbers: Float32Array | Float64Array | BigUint64Array | Uint32Array | Uint8Array): number {
    const at = this.reserve(numbers.byteLength);
    this.bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at);
    return at;
  }
}

/** The next address that any number may stand at. */
export function aligned(at: number): number {
  return Math.ceil(at / alignment) * alignment;
}
