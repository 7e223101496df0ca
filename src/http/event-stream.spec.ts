import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../core/errors.js';
import type { JobEvent } from '../jobs/job.js';
import { eventStream, lastEventId } from './event-stream.js';

const at = new Date('2026-05-01T00:00:00Z');

const events: JobEvent[] = [
  { number: 1, type: 'queued', data: {}, at },
  { number: 2, type: 'started', data: {}, at },
  { number: 3, type: 'failed', data: { error: { message: 'two\nlines' } }, at },
];

async function written(...answers: JobEvent[][]): Promise<string[]> {
  const parts: string[] = [];
  const asked: number[] = [];
  const next = (milliseconds: number) => {
    asked.push(milliseconds);
    return Promise.resolve(answers.shift());
  };
  for await (const part of eventStream({ next }, 15)) parts.push(part);
  expect(new Set(asked)).toEqual(new Set([15_000]));
  return parts;
}

describe('a stream of events', () => {
  it('begins at once, and has each event with its id on lines of its own', async () => {
    expect(await written([events[0]], [events[1], events[2]])).toEqual([
      'retry: 2000\n\n',
      `id: 1\nevent: queued\ndata: {"at":"${at.toISOString()}"}\n\n`,
      `id: 2\nevent: started\ndata: {"at":"${at.toISOString()}"}\n\n` +
        `id: 3\nevent: failed\ndata: {"error":{"message":"two\\nlines"},"at":"${at.toISOString()}"}\n\n`,
    ]);
  });

  it('shows that it lives when nothing happens for long, and only then', async () => {
    const beat = ': heartbeat\n\n';
    expect((await written([events[0]], [], [], [events[1]])).filter((part) => part === beat)).toHaveLength(2);
    expect(await written()).toEqual(['retry: 2000\n\n']);
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
