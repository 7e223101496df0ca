import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../core/errors.js';
import type { JobEvent } from '../jobs/job.js';
import { eventStream, lastEventId } from './event-stream.js';

const at = new Date('2026-05-01T00:00:00Z');

async function* pausing(pauses: number): AsyncGenerator<JobEvent | undefined, void> {
  yield { number: 1, type: 'queued', data: {}, at };
  for (let i = 0; i < pauses; i++) {
    await wait(10);
    yield undefined;
  }
  yield { number: 2, type: 'failed', data: { error: { message: 'two\nlines' } }, at };
}

async function written(pauses: number, heartbeatSeconds: number): Promise<string[]> {
  const parts: string[] = [];
  for await (const part of eventStream(pausing(pauses), heartbeatSeconds)) parts.push(part);
  return parts;
}

describe('a stream of events', () => {
  it('begins at once, and has each event with its id on lines of its own', async () => {
    expect(await written(0, 1000)).toEqual([
      'retry: 2000\n\n',
      `id: 1\nevent: queued\ndata: {"at":"${at.toISOString()}"}\n\n`,
      `id: 2\nevent: failed\ndata: {"error":{"message":"two\\nlines"},"at":"${at.toISOString()}"}\n\n`,
    ]);
  });

  it('shows that it lives when nothing happens for long, and only then', async () => {
    const beats = (await written(10, 0.02)).filter((part) => part === ': heartbeat\n\n');
    expect(beats.length).toBeGreaterThan(1);
    expect(beats.length).toBeLessThan(9);
    expect(await written(10, 1000)).toHaveLength(3);
  });
});

describe('the last event that was seen', () => {
  it('is a number that was given; none is none', () => {
    expect(lastEventId('17')).toBe(17);
    expect(lastEventId(undefined)).toBe(0);
    expect(lastEventId('')).toBe(0);
    for (const wrong of ['x', '-1', '1.5', '12345678901', ['1', '2']]) {
      expect(() => lastEventId(wrong)).toThrow(UsageError);
    }
  });
});
