import { describe, expect, it } from '@jest/globals';
import { firstDetails, listed, listedNames, shortName } from './lists.js';

const names = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);

describe('lists in errors', () => {
  it('are whole while they are short, and count the rest of long ones', () => {
    expect(listed(names(2))).toBe('c0, c1');
    expect(listed(names(8))).not.toContain('more');
    expect(listed(names(11), '; ')).toBe('c0; c1; c2; c3; c4; c5; c6; c7 and 3 more');
    expect(listedNames(names(9))).toBe('"c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7" and 1 more');
  });

  it('cut long names', () => {
    expect(listedNames(['x'.repeat(10_000)]).length).toBeLessThan(120);
    expect(shortName('x'.repeat(10_000))).toBe(`${'x'.repeat(80)}…`);
    expect(shortName('short')).toBe('short');
  });

  it('hold the first details and say how many there are', () => {
    const details = names(30).map((column) => ({ column, expected: 'one', received: 'none' }));
    expect(firstDetails(details.slice(0, 20))).toEqual({ details: details.slice(0, 20), more: '' });
    expect(firstDetails(details).details).toEqual(details.slice(0, 20));
    expect(firstDetails(details).more).toBe(' (20 of 30 are listed)');
  });
});
