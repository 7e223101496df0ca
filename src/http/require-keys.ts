import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { KeysFile } from '../core/access/keys-file.js';
import { RateLimit } from '../core/access/rate-limit.js';
import type { Caller, Role } from '../core/access/roles.js';
import { ForbiddenError, TooManyRequestsError, UnauthorizedError } from '../core/errors.js';
import { callerOf, setCaller } from './caller.js';
import { requiredRole } from './required-roles.js';

/**
 * Refuse who has no key with the role that a route needs, before anything of the request is read. Addresses that no route has are left
 * to whoever answers them: they are pages of the browser app, or nothing.
 */
export function requireKeys(fastify: FastifyInstance, keys: KeysFile, perMinute: number): void {
  const rate = new RateLimit(perMinute);
  fastify.addHook(
    'onRequest',
    (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void) => {
      try {
        check(request, keys, rate);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  );
}

function check(request: FastifyRequest, keys: KeysFile, rate: RateLimit): void {
  const route = request.routeOptions.url;
  const role = route === undefined ? undefined : requiredRole(request.method, route.replace(/(?<=.)\/$/, ''));
  if (role === undefined) return;
  const caller = knownCaller(request, keys);
  const seconds = rate.take(caller.key ?? '');
  if (seconds !== undefined) throw new TooManyRequestsError(seconds);
  setCaller(request, caller);
  requireRole(request, role, industryOf(request));
}

function knownCaller({ headers }: FastifyRequest, keys: KeysFile): Caller {
  const [, text] = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(headers.authorization ?? '') ?? [];
  const caller = text === undefined ? undefined : keys.callerOf(text);
  if (caller) return caller;
  throw new UnauthorizedError(headers.authorization === undefined ? 'missing' : 'unknown');
}

/** @throws ForbiddenError where the caller has not the role, in an industry or, without one, in any. */
export function requireRole(request: FastifyRequest, role: Role, industry?: string): void {
  if (callerOf(request).may(role, industry)) return;
  throw new ForbiddenError('This key may not do this.', {
    details: [
      {
        expected: industry === undefined ? `the role ${role}` : `the role ${role} for ${industry}`,
        received: 'a key without it',
      },
    ],
  });
}

/** Which industry the path is about. */
function industryOf({ params }: FastifyRequest): string | undefined {
  const { industry, name } = (params ?? {}) as { industry?: string; name?: string };
  return industry ?? name?.split('.')[0];
}
