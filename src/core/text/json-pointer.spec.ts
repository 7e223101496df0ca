import { describe, expect, it } from '@jest/globals';
import { jsonPointer } from './json-pointer.js';

describe('a JSON pointer', () => {
  it.each<[(string | number)[], string]>([
    [[], ''],
    [['a', 0, 'b'], '/a/0/b'],
    [['a/b', 'c~d', ''], '/a~1b/c~0d/'],
  ])('of %j is %p', (path, pointer) => {
    expect(jsonPointer(path)).toBe(pointer);
  });
});
