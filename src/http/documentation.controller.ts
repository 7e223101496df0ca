import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotFoundError } from '../core/errors.js';
import { pagePolicy } from './protective-headers.js';
import { OpenApi, type OpenApiDocument } from './openapi.js';

const swaggerFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** The files of Swagger UI that the page loads, with their types. */
const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const script = "SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', validatorUrl: null });";
const policy = pagePolicy(`sha256-${createHash('sha256').update(script).digest('base64')}`);

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Sextant API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script>${script}</script>
</body>
</html>
`;

/** The API's description, and a page to try it; everything it loads comes from this server. */
@Controller()
export class DocumentationController {
  constructor(private readonly openApi: OpenApi) {}

  @Get('openapi.json')
  describe(): Promise<OpenApiDocument> {
    return this.openApi.document();
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', policy)
  page(): string {
    return page;
  }

  @Get('docs/:file')
  async asset(@Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const type = Object.hasOwn(assets, file) ? assets[file] : undefined;
    if (type === undefined) throw new NotFoundError(`There is no file /docs/${file}.`);
    await reply.type(type).send(await readFile(join(swaggerFolder, file)));
  }
}
