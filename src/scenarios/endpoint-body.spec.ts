import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { InvalidInputError } from '../core/errors.js';
import { parseEndpointBody } from './endpoint-body.js';

const schema = z.strictObject({ item: z.string(), sizes: z.array(z.number()).default([]) });
const refusal = { message: 'No such form.', hint: 'Send {"item": "..."}.' };

function details(sent: unknown) {
  try {
    parseEndpointBody(schema, sent, refusal);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject(refusal);
    return (error as InvalidInputError).details.map(({ pointer, received }) => [pointer, received]);
  }
  return [];
}

describe('the body of an endpoint', () => {
  it('comes bare or under features', () => {
    const body = { item: 'a', sizes: [1] };
    expect(parseEndpointBody(schema, body, refusal)).toEqual(body);
    expect(parseEndpointBody(schema, { features: body }, refusal)).toEqual(body);
  });

  it('is refused by place, with what was there', () => {
    expect(details({ item: 5, sizes: [1, 'two'] })).toEqual([
      ['/item', '5'],
      ['/sizes/1', '"two"'],
    ]);
    for (const nothing of [undefined, null, 3]) {
      expect(details(nothing)).toEqual([['', nothing === 3 ? '3' : 'null']]);
    }
    expect(details({})).toEqual([['/item', 'null']]);
  });
});
