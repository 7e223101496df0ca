/** Of the WebAssembly JavaScript interface, which Node has but its types leave to those of browsers, what is used here. */
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number });
    readonly buffer: ArrayBuffer;
    /** @returns the size before, in pages of 64 KiB. */
    grow(pages: number): number;
  }
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
  }
  class Instance {
    constructor(
      module: Module,
      imports: Record<string, Record<string, Memory | ((...numbers: number[]) => number)>>,
    );
    readonly exports: Readonly<Record<string, unknown>>;
  }
  /** Whether the processor and this version of Node take the module. */
  function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}
