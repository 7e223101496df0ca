import { openCsv } from '../csv/source.js';
import type { HeaderMessage, HeaderOrder } from '../csv/header-thread.js';
import { packError } from '../engine/worker-errors.js';
import { backgroundPort } from '../engine/worker-port.js';

/** Reads the headers of tables, one order after the other, until its owner ends it. It loads neither engine nor suite. */
const port = backgroundPort<undefined, HeaderOrder>();
const post = (message: HeaderMessage) => port.post(message);
port.onMessage((order) => void answer(order));

async function answer({ path, options }: HeaderOrder): Promise<void> {
  try {
    const source = await openCsv(path, options);
    await source.close();
    const { header, delimiter } = source;
    post({ kind: 'seen', seen: { header, delimiter } });
  } catch (error) {
    post({ kind: 'failed', error: packError(error) });
  }
}
