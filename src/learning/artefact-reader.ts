import { DamagedFileError } from '../core/errors.js';

/** The parts of `report.json` that serving reads. */
export interface ServedReport {
  data: { kind: string };
  plugin?: unknown;
}

/** @throws DamagedFileError when the version lacks the file. */
export function bytesOf(files: Map<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files.get(name);
  if (!bytes) {
    throw new DamagedFileError(`The artefact has no ${name}.`, {
      details: [{ pointer: `/${name}`, expected: 'the file', received: [...files.keys()].join(', ') }],
    });
  }
  return bytes;
}

export function textOf(files: Map<string, Uint8Array>, name: string): string {
  return new TextDecoder().decode(bytesOf(files, name));
}

/** @throws DamagedFileError when the file is missing or no JSON. */
export function parse(files: Map<string, Uint8Array>, name: string): unknown {
  try {
    return JSON.parse(textOf(files, name)) as unknown;
  } catch (cause) {
    if (cause instanceof DamagedFileError) throw cause;
    throw new DamagedFileError(`${name} is not JSON.`, { cause });
  }
}
