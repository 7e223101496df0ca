import { draftTable } from '../drafting/draft-table.js';
import type { DraftingCalls } from '../drafting/drafting-thread.js';
import { keepTable } from '../drafting/keep-table.js';
import { serveCalls } from '../engine/serve-calls.js';

/** Drafts scenarios from tables, and lays their rows down, until its owner ends it. It loads neither engine nor suite. */
serveCalls<DraftingCalls>({
  draft: draftTable,
  keep: keepTable,
});
