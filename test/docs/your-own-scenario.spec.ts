import { followGuide } from './follow-guide.js';
import { applyDiff } from './guide-blocks.js';
import type { GuideReader } from './guide-reader.js';

followGuide('docs/your-own-scenario.md', { change: makeMistake });

/** A change to the scenario's file, and what training then says; the file is whole again afterwards. */
function makeMistake(reader: GuideReader, diff: string): void {
  const [path, right] = [...reader.files].find(([name]) => name.endsWith('scenario.yaml')) ?? ['', ''];
  reader.save(path, applyDiff(right, diff));
  reader.run('sextant train retail/customer-churn');
  reader.save(path, right);
}
