import { NotFoundError, SextantError } from '../core/errors.js';
import { fileWithin } from '../core/files/own-file.js';
import { readStoredFile } from '../core/files/stored-file.js';
import { decodeUtf8 } from '../core/text/utf8-text.js';
import type { Scenario } from './scenario-catalogue.js';

/** Where it lies in the folder of a scenario. */
export const exampleName = 'examples/predict.json';

/**
 * The scenario's own example request, `examples/predict.json`; nothing where there is none, and a `problem` in words where it cannot
 * be read or is not JSON.
 */
export async function readExample({
  spec: { id },
  folder,
}: Pick<Scenario, 'spec' | 'folder'>): Promise<{ example?: unknown; problem?: string }> {
  const what = `The example of ${id} (${exampleName})`;
  try {
    const bytes = await readStoredFile(await fileWithin(folder, exampleName), { what });
    return bytes ? parsed(bytes, what) : {};
  } catch (error) {
    if (error instanceof NotFoundError) return {};
    if (error instanceof SextantError) return { problem: error.message };
    throw error;
  }
}

function parsed(bytes: Uint8Array, what: string): { example?: unknown; problem?: string } {
  const decoded = decodeUtf8(bytes);
  if (decoded.problem) {
    const { line, received } = decoded.problem;
    return { problem: `${what} is not text in UTF-8: line ${line} has ${received}.` };
  }
  try {
    return { example: JSON.parse(decoded.text) as unknown };
  } catch {
    return { problem: `${what} is not JSON.` };
  }
}
