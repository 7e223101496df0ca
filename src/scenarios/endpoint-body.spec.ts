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
      expect(details(nothing)).toEqual([['', nothing === undefined ? 'nothing' : String(nothing)]]);
    }
    expect(details({})).toEqual([['/item', 'nothing']]);
  });

  it('is refused with no more than a thousand places, and no text longer than a message', () => {
    expect(details({ item: 'a', sizes: new Array(5000).fill('x') })).toHaveLength(1000);
    const keys = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`key ${i}`, 1]));
    const asked = () => parseEndpointBody(schema, { item: 'a', ...keys }, refusal);
    expect(asked).toThrow(InvalidInputError);
    expect(details({ item: 'a', ...keys })).toHaveLength(1000);
    expect(details({ item: 'a', [`${'k'.repeat(10_000)}`]: 1 })[0][1]?.length).toBeLessThan(150);
  });

  it('with a million entries is refused before each of them is looked at', () => {
    const sizes = new Array(1_000_000).fill('x');
    for (const body of [
      { item: 'a', sizes },
      { item: 'a', sizes: new Array(20).fill(sizes.slice(0, 9000)) },
    ]) {
      expect(() => parseEndpointBody(schema, body, refusal)).toThrow('The request holds too much.');
    }
  });
});
