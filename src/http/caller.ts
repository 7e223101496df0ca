import type { FastifyRequest } from 'fastify';
import { everybody, type Caller } from '../core/access/roles.js';

const callers = new WeakMap<FastifyRequest['raw'], Caller>();

/** Who asks; where there are no keys, everybody. */
export function callerOf({ raw }: FastifyRequest): Caller {
  return callers.get(raw) ?? everybody;
}

/** Known from the key of the request, before anything is answered. */
export function setCaller({ raw }: FastifyRequest, caller: Caller): void {
  callers.set(raw, caller);
}
