import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseAuthority, type Authority } from '../core/text/authority.js';
import { ForbiddenError, MisdirectedError, UsageError, shown, type SextantError } from '../core/errors.js';
import type { KnownHosts, Origin } from './known-hosts.js';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a browser says of a request that the user or a page of this server's own made. */
const ownSites = new Set(['same-origin', 'none']);

const naming = 'Whoever runs the server may allow it: SEXTANT_HOSTS.';

/**
 * Refuse what a page of another site sends through somebody's browser, before anything else is done. There is no login: whoever runs
 * the browser may use a server on the same machine, and a form with a file or a request without a body needs no permission of the
 * server to be sent. Browsers say where a request comes from; programs do not, and are not meant.
 */
export function refuseOtherSites(fastify: FastifyInstance, hosts: KnownHosts): void {
  fastify.addHook('onRequest', (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void) => {
    done(problemWith(request.raw, hosts));
  });
}

function problemWith(request: IncomingMessage, hosts: KnownHosts): SextantError | undefined {
  const host = hostOf(request);
  if (host instanceof UsageError) return host;
  return unknownHost(request, host, hosts) ?? otherSite(request) ?? otherOrigin(request, host, hosts);
}

/** The one name in `Host`; undefined where HTTP/1.0 has none. */
function hostOf({ rawHeaders, httpVersion }: IncomingMessage): Authority | undefined | UsageError {
  const given = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1].toLowerCase() === 'host');
  if (given.length === 0 && httpVersion === '1.0') return undefined;
  const authority = given.length === 1 ? parseAuthority(given[0]) : undefined;
  if (authority) return authority;
  return new UsageError('The header Host must name the server that is asked.', {
    details: [
      {
        expected: 'one name, with or without a port',
        received: given.map((one) => shown(one)).join() || 'none',
      },
    ],
  });
}

/** Also of a request that names the server in its first line, as those to a proxy do. */
function unknownHost(
  { url = '' }: IncomingMessage,
  host: Authority | undefined,
  hosts: KnownHosts,
): MisdirectedError | undefined {
  const target = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(url);
  const asked = target ? [host, parseAuthority(target[1])] : [host];
  const isUnknown = (one: Authority | undefined) => !(one ? hosts.accepts(one) : hosts.takesAny);
  if (!asked.some(isUnknown)) return undefined;
  return new MisdirectedError('This server is not asked by that name.', {
    details: [
      {
        expected: 'localhost, an address of this machine itself, or a name that the server was told',
        received: given(asked.find(isUnknown)),
      },
    ],
    hint: naming,
  });
}

/**
 * What a browser says of where a request comes from. Another site may only lead its users here: it cannot read the answer to any other
 * request, but could have them made in great number, streams of events kept open, and the time of answers measured.
 */
function otherSite({ method = '', headers }: IncomingMessage): ForbiddenError | undefined {
  const site = headers['sec-fetch-site'];
  if (site === undefined || ownSites.has(String(site))) return undefined;
  const isLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (isLink && method !== 'OPTIONS' && reading.has(method)) return undefined;
  return forbidden(reading.has(method) ? 'ask' : 'order', String(site));
}

function otherOrigin(
  { method = '', headers }: IncomingMessage,
  host: Authority | undefined,
  hosts: KnownHosts,
): ForbiddenError | undefined {
  const text = headers.origin;
  if (text === undefined || reading.has(method)) return undefined;
  const origin = parseOrigin(text);
  return origin && hosts.isOwnOrigin(origin, host) ? undefined : forbidden('order', text);
}

/** Undefined for `null`, which stands for a page without a site, and for all that is no origin. */
function parseOrigin(text: string): Origin | undefined {
  const [, scheme, rest] = /^([a-z]+):\/\/(.+)$/.exec(text) ?? [];
  const authority = rest === undefined ? undefined : parseAuthority(rest);
  return authority && { scheme, authority };
}

function forbidden(what: 'ask' | 'order', received: string): ForbiddenError {
  return new ForbiddenError(`A page of another site may not ${what} this.`, {
    details: [{ expected: 'a page of this server, or a program', received: shown(received) }],
    hint: `Is it a page of this server under another name? ${naming}`,
  });
}

function given(authority: Authority | undefined): string {
  if (!authority) return 'no name';
  const { name, port } = authority;
  const bare = name.includes(':') ? `[${name}]` : name;
  return shown(port === undefined ? bare : `${bare}:${port}`);
}
