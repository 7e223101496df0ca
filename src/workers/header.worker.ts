import { openCsv } from '../csv/source.js';
import type { HeaderCalls } from '../csv/header-thread.js';
import { serveCalls } from '../engine/serve-calls.js';

/** Reads the headers of tables, one after the other, until its owner ends it. It loads neither engine nor suite. */
serveCalls<HeaderCalls>({
  async look({ path, options }) {
    const source = await openCsv(path, options);
    await source.close();
    const { header, delimiter } = source;
    return { header, delimiter };
  },
});
