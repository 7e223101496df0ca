import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readConfiguration } from '../core/configuration.js';
import { NotReadyError } from '../core/errors.js';
import { BodyBudget } from './body-budget.js';

type Hook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;

/** The hook that a budget of bodies of 16 MiB sets, and what it says to requests. */
function subject() {
  const budget = new BodyBudget(readConfiguration({}));
  let hook: Hook = () => undefined;
  budget.watch({ addHook: (_: string, given: Hook) => (hook = given) } as unknown as FastifyInstance);
  const ask = (headers: Record<string, string>, route = '/v1/:industry/:scenario/predict') => {
    const raw = new EventEmitter();
    const reply = { raw } as unknown as FastifyReply;
    let said: Error | undefined;
    hook({ headers, routeOptions: { url: route } } as FastifyRequest, reply, (error) => (said = error));
    return { said, reply, close: () => raw.emit('close') };
  };
  return { budget, ask };
}

const large = { 'content-length': String(16 * 2 ** 20) };

describe('the bytes of large bodies', () => {
  it('are limited together; what is answered makes room', () => {
    const { ask } = subject();
    const all = Array.from({ length: 16 }, () => ask(large));
    expect(all.map(({ said }) => said)).toEqual(new Array(16).fill(undefined));
    expect(ask(large).said).toBeInstanceOf(NotReadyError);
    expect(ask({ 'content-length': '60000' }).said).toBeUndefined();
    all[0].close();
    expect(ask(large).said).toBeUndefined();
  });

  it('are taken for as many as may come where they are not said', () => {
    const { ask } = subject();
    for (let i = 0; i < 16; i++) ask({ 'transfer-encoding': 'chunked' });
    expect(ask({ 'transfer-encoding': 'chunked' }).said).toBeInstanceOf(NotReadyError);
    expect(ask({}).said).toBeUndefined();
  });

  it('of a table do not count: it goes to the disk as it comes', () => {
    const { ask } = subject();
    const table = { 'content-length': String(1e12), 'content-type': 'text/csv' };
    for (let i = 0; i < 100; i++) expect(ask(table, '/v1/:industry/:scenario/batches').said).toBeUndefined();
    expect(ask(large).said).toBeUndefined();
  });

  it('of answers that are not read count, too', () => {
    const { budget, ask } = subject();
    const answers = Array.from({ length: 3 }, () => ask({ 'content-length': '30000' }));
    for (const { reply } of answers) budget.hold(reply, 100 * 2 ** 20);
    expect(ask(large).said).toBeInstanceOf(NotReadyError);
    expect(() => budget.hold(ask({}).reply, 1)).toThrow(NotReadyError);
    for (const { close } of answers) close();
    expect(ask(large).said).toBeUndefined();
  });
});
