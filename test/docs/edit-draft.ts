import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyDiff } from './guide-blocks.js';
import type { GuideReader } from './guide-reader.js';

/** A change that the guide makes to what `sextant init` drafted; it stays. */
export function editDraft(path: string): (reader: GuideReader, diff: string) => void {
  return (reader, diff) => {
    const text = readFileSync(join(reader.root, path), 'utf8');
    reader.save(path, applyDiff(text, diff));
  };
}
