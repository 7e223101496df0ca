import { expect, it } from '@jest/globals';
import { Remembered } from './remembered.js';

it('works out once what several ask, and keeps the latest alone', async () => {
  const known = new Remembered<string>(2);
  const worked: string[] = [];
  const ask = (name: string) =>
    known.get(name, () => {
      worked.push(name);
      return Promise.resolve(name.toUpperCase());
    });
  expect(await Promise.all([ask('a'), ask('a')])).toEqual(['A', 'A']);
  for (const name of ['b', 'a', 'c', 'a', 'b']) await ask(name);
  expect(worked).toEqual(['a', 'b', 'c', 'b']);
});

it('tries again what failed', async () => {
  const known = new Remembered<string>(2);
  await expect(known.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await known.get('a', () => Promise.resolve('yes'))).toBe('yes');
});
