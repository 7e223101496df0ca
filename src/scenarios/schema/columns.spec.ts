import { describe, expect, it } from '@jest/globals';
import { columnSchema } from './columns.js';

const size = { name: 'size', kind: 'numeric', meaning: { en: 'How large', zh: '大小' } };
const parcel = { ...size, name: 'parcel', kind: 'identifier' };

const missingOf = (column: object) => columnSchema.parse(column).missing;

describe('the rule for missing values', () => {
  it('is to refuse the row where the model reads the column, and to let it be where it does not', () => {
    const roles = [undefined, 'input', 'time', 'treatment', 'outcome', 'context', 'identifier'];
    const rules = roles.map((role) => missingOf(role === undefined ? size : { ...size, role }));
    expect(rules).toEqual(['reject', 'reject', 'reject', 'allow', 'allow', 'allow', 'allow']);
    expect(missingOf(parcel)).toBe('allow');
  });

  it('is the one that is declared, of those that there are for the role', () => {
    expect(missingOf({ ...size, role: 'context', missing: 'reject' })).toBe('reject');
    expect(missingOf({ ...size, role: 'context', missing: { fill: 2 } })).toEqual({ fill: 2 });
    expect(columnSchema.safeParse({ ...size, missing: 'allow' }).success).toBe(false);
    expect(columnSchema.safeParse({ ...size, role: 'time', missing: 'allow' }).success).toBe(false);
  });
});

it('a column says its role only where it is declared, and otherwise what it said without roles', () => {
  expect(columnSchema.parse(size)).toEqual({ ...size, missing: 'reject' });
  expect(columnSchema.parse({ ...size, role: 'time' })).toEqual({ ...size, role: 'time', missing: 'reject' });
});
