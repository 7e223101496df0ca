import type { Follower } from '../jobs/follower.js';
import type { JobEvent } from '../jobs/job.js';
import { UsageError, shown } from '../core/errors.js';

/** What a browser waits before it connects again, in milliseconds. */
const reconnectMilliseconds = 2000;

/**
 * Events as a stream of the type text/event-stream, whose ids a reader that was cut off gives back as Last-Event-ID. A remark now and
 * then keeps proxies from closing a stream that has nothing to say. It ends when the follower does.
 */
export async function* eventStream(
  follower: Pick<Follower, 'next'>,
  heartbeatSeconds: number,
): AsyncGenerator<string, void> {
  yield `retry: ${reconnectMilliseconds}\n\n`;
  for (;;) {
    const events = await follower.next(1000 * heartbeatSeconds);
    if (!events) return;
    yield events.length === 0 ? ': heartbeat\n\n' : events.map(textOf).join('');
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
