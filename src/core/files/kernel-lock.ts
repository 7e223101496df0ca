import { createRequire } from 'node:module';

/**
 * Takes an exclusive lock of the kernel on an open file; false when another open file has it. It ends with the open file, and so with its
 * process however that ends, and no sooner: neither a stopped process nor a clock that jumps loses it.
 * @throws where the file system has no locks
 */
export type TryLock = (fileDescriptor: number) => boolean;

let loaded: TryLock | null | undefined;

/** Undefined on a platform that the library ships no binary for. */
export function kernelLock(): TryLock | undefined {
  if (loaded === undefined) loaded = load();
  return loaded ?? undefined;
}

function load(): TryLock | null {
  try {
    // Loaded when it is needed: most commands lock nothing.
    const library = createRequire(import.meta.url)('fs-native-extensions') as { tryLock: TryLock };
    return (fileDescriptor) => library.tryLock(fileDescriptor);
  } catch {
    return null;
  }
}
