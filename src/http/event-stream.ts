import type { JobEvent } from '../jobs/job.js';
import { UsageError, shown } from '../core/errors.js';

/** What a browser waits before it connects again, in milliseconds. */
const reconnectMilliseconds = 2000;

/**
 * Events as a stream of the type text/event-stream, whose ids a reader that was cut off gives back as Last-Event-ID. A remark now and
 * then keeps proxies from closing a stream that has nothing to say.
 */
export async function* eventStream(
  events: AsyncGenerator<JobEvent | undefined, void>,
  heartbeatSeconds: number,
): AsyncGenerator<string, void> {
  yield `retry: ${reconnectMilliseconds}\n\n`;
  let last = performance.now();
  for await (const event of events) {
    const isLate = performance.now() - last >= heartbeatSeconds * 1000;
    if (event === undefined && !isLate) continue;
    last = performance.now();
    yield event === undefined ? ': heartbeat\n\n' : textOf(event);
  }
}

function textOf({ number, type, data, at }: JobEvent): string {
  return `id: ${number}\nevent: ${type}\ndata: ${JSON.stringify({ ...data, at })}\n\n`;
}

/**
 * The number behind which a reader wants the events; 0 for all.
 * @throws UsageError
 */
export function lastEventId(header: string | string[] | undefined): number {
  if (header === undefined || header === '') return 0;
  if (typeof header === 'string' && /^\d{1,9}$/.test(header)) return Number(header);
  throw new UsageError('The header Last-Event-ID is none that was given.', {
    details: [{ expected: 'the id of an event', received: shown(header) }],
  });
}
