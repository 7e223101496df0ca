import { describe, expect, it } from '@jest/globals';
import { edited, pointerTo, readEdits, withEdit, writeEdits } from './request';

describe('an edited request', () => {
  const example = { features: { age: 30, 'a/b': 'x', positions: [{ asset: 'A', weight: 1 }] } };

  it('is the example with what was changed, and leaves the example alone', () => {
    const edits = withEdit(example, {}, { pointer: pointerTo('features', 'a/b'), value: 'y' });
    expect(edits).toEqual({ '/features/a~1b': 'y' });
    expect(edited(example, edits)).toMatchObject({ features: { age: 30, 'a/b': 'y' } });
    expect(example.features['a/b']).toBe('x');
  });

  it('has no change that says what the example says', () => {
    const once = withEdit(example, {}, { pointer: '/features/age', value: 31 });
    expect(withEdit(example, once, { pointer: '/features/age', value: 30 })).toEqual({});
  });

  it('replaces a list before the changes inside it', () => {
    const history = { history: [{ v: 1 }, { v: 2 }] };
    const edits = { '/history/2/v': 9, '/history': [{ v: 1 }, { v: 2 }, { v: 3 }] };
    expect(edited(history, edits)).toEqual({ history: [{ v: 1 }, { v: 2 }, { v: 9 }] });
    expect(edited(history, { '/history/7/v': 1 })).toEqual(history);
  });

  it('is in an address as it was; what cannot be read is no change', () => {
    const edits = { '/features/age': 31 };
    expect(readEdits(writeEdits(edits) ?? null)).toEqual(edits);
    expect(writeEdits({})).toBeUndefined();
    expect([null, '{', '[]', '1'].map(readEdits)).toEqual([{}, {}, {}, {}]);
  });
});
