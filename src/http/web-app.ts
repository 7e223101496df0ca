import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { projectRoot } from '../core/paths.js';
import { appPolicy } from './protective-headers.js';

const builtFolder = join(projectRoot, 'dist', 'web');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** What was compressed beside each file when the app was built, the smallest first. */
const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
];

/** A page of the app: at most three names, such as `/finance/credit-scoring/batch`. */
const pagePath = /^\/(?:[\w.~%-]+(?:\/[\w.~%-]+){0,2}\/?)?$/;

/**
 * Serve the browser app that was built into `dist/web`: its files by their names, and its page for every address that is none of the
 * API's, since the page finds in its address what to show. Programs, which do not ask for HTML, are answered as if there were no app.
 * @param routes of the API, such as `/v1/scenarios`; asked when the first page is
 */
export function serveWebApp(fastify: FastifyInstance, routes: () => readonly string[]): void {
  const files = readBuilt();
  if (!files.has('/index.html')) return;
  let taken: Set<string> | undefined;
  fastify.decorateRequest('appRoute', undefined);
  fastify.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const path = request.url.split('?')[0];
    if (path !== '/index.html' && files.has(path)) return sendFile(request, reply, { files, path });
    if (!isPage(request, path)) return undefined;
    taken ??= new Set(routes().map((route) => route.split('/')[1]));
    if (taken.has(path.split('/')[1]) && path !== '/') return undefined;
    return sendFile(request, reply, { files, path: '/index.html' });
  });
}

type Files = ReadonlyMap<string, Buffer>;

/** Some hundred kilobytes, by the path at which each is served. */
function readBuilt(): Files {
  const files = new Map<string, Buffer>();
  for (const name of namesBelow(builtFolder)) {
    files.set(`/${name.replaceAll('\\', '/')}`, readFileSync(join(builtFolder, name)));
  }
  return files;
}

function namesBelow(folder: string): string[] {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names.filter((name) => extname(name) !== '');
  } catch {
    // Not built: the API alone is served.
    return [];
  }
}

/** Browsers name HTML when they open an address; scripts and programs do not. */
function isPage({ headers }: FastifyRequest, path: string): boolean {
  return pagePath.test(path) && headers.accept?.includes('text/html') === true;
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { files, path }: { files: Files; path: string },
): Promise<FastifyReply> {
  request.appRoute = path === '/index.html' ? '/{page}' : '/{file}';
  const accepted = (request.headers['accept-encoding'] ?? '')
    .split(',')
    .map((one) => one.split(';')[0].trim());
  const encoding = encodings.find(({ name, suffix }) => accepted.includes(name) && files.has(path + suffix));
  const isHashed = path.startsWith('/assets/');
  void reply
    .type(types[extname(path)] ?? 'application/octet-stream')
    .header('vary', 'Accept-Encoding')
    .header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (path === '/index.html') void reply.header('content-security-policy', appPolicy);
  if (encoding) void reply.header('content-encoding', encoding.name);
  return reply.send(files.get(path + (encoding?.suffix ?? '')));
}
