import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { EngineName } from '../core/configuration.js';
import { projectRoot } from '../core/paths.js';

/** What came of loading `@tensorflow/tfjs-node`. */
export interface NativeAttempt {
  /** The installed version; null when the package is not there. */
  version: string | null;
  /** The module when it loaded. */
  module: { version: Record<string, string>; node?: unknown } | null;
  /** Why it did not load; null when it did. */
  reason: string | null;
}

interface NativeDoor {
  choose(engine: EngineName): void;
  loadNative(): NativeAttempt;
  installedVersion(): string | null;
}

// The decision is shared with danfo, which is CommonJS. The package is reached by its folder: an installation knows it only as a
// link below danfojs-node.
const door = createRequire(import.meta.url)(
  join(projectRoot, 'packages', 'danfo-tfjs', 'native.js'),
) as NativeDoor;

/** Load the native engine; tried once per process, and danfo gets the same answer. */
export const loadNative = (): NativeAttempt => door.loadNative();

/** Version of the installed `@tensorflow/tfjs-node` without loading it; null when it is not installed. */
export const installedNativeVersion = (): string | null => door.installedVersion();

/** Tell danfo which engine the application has chosen. */
export const announceEngine = (engine: EngineName): void => door.choose(engine);
