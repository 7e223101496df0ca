import type { FastifyInstance, FastifyReply } from 'fastify';

/** No frame, no base, no form: of every answer and every page. */
export const framing = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * What every answer tells a browser: to take its type as it is written, to show it in no other page's frame, to give it to no page of
 * another site, and to let nobody know which address led away from it. What is no page loads nothing.
 */
export const protectiveHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'content-security-policy': `default-src 'none'; ${framing}`,
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** The policy of a page whose files all come from this server, and whose one script of its own is known by its hash. */
export function pagePolicy(scriptHash: string): string {
  const sources = [
    "default-src 'none'",
    `script-src 'self' '${scriptHash}'`,
    // Swagger UI sets styles of elements, and draws its signs from data in its style sheet.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
  ];
  return `${sources.join('; ')}; ${framing}`;
}

/** The policy of the browser app: nothing inline, nothing from elsewhere. */
export const appPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  framing,
].join('; ');

/** Set them before anything else is done, so that refusals have them, too. */
export function addProtectiveHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (_request: unknown, reply: FastifyReply, done: () => void) => {
    void reply.headers(protectiveHeaders);
    done();
  });
}
