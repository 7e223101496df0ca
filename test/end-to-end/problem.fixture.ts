import { expect } from '@jest/globals';
import type { Json } from './server.fixture.js';

/** The body of an answer that is a problem. */
export async function problem(response: Response): Promise<Json> {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  return response.json();
}
