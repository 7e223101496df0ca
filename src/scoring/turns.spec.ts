import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

/** Takes so long and gives the event loop nothing. */
function busy(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe('turns', () => {
  it('give each work its result or its failure, in order', async () => {
    const turns = new Turns();
    const order: number[] = [];
    const work = (one: number) => () => {
      order.push(one);
      if (one === 2) throw new Error('two');
      return one;
    };
    const asked = await Promise.allSettled([1, 2, 3].map((one) => turns.take(work(one))));
    expect(order).toEqual([1, 2, 3]);
    expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await turns.take(() => Promise.resolve('later'))).toBe('later');
  });

  it('let other work of the event loop in between', async () => {
    const turns = new Turns();
    const seen: string[] = [];
    const long = (name: string) =>
      turns.take(() => {
        busy(15);
        seen.push(name);
      });
    const all = [long('a'), long('b'), long('c')];
    const other = new Promise<void>((resolve) =>
      setImmediate(() => setImmediate(() => resolve(void seen.push('other')))),
    );
    await Promise.all([...all, other]);
    expect(seen.indexOf('other')).toBeLessThan(seen.indexOf('c'));
  });

  it('put what is asked for meanwhile behind what waits', async () => {
    const turns = new Turns();
    const seen: string[] = [];
    const inner = turns.take(() => turns.take(() => seen.push('inner')));
    await Promise.all([inner, turns.take(() => seen.push('next'))]);
    expect(seen).toEqual(['next', 'inner']);
  });
});
