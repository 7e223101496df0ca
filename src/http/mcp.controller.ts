import { Readable } from 'node:stream';
import { Body, Controller, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimit } from '../core/access/rate-limit.js';
import type { Configuration } from '../core/configuration.js';
import { TooManyRequestsError } from '../core/errors.js';
import { acceptedLanguage } from '../core/language/accepted-language.js';
import { CONFIGURATION } from '../core/tokens.js';
import { McpHttpFace } from '../mcp/index.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { callerOf } from './caller.js';

/** The Model Context Protocol: tools for language models, of all industries or of one. */
@Controller('mcp')
export class McpController {
  private readonly rate: RateLimit;

  constructor(
    private readonly face: McpHttpFace,
    private readonly catalogue: ScenarioCatalogue,
    @Inject(CONFIGURATION) { requestsPerMinute }: Configuration,
  ) {
    this.rate = new RateLimit(requestsPerMinute);
  }

  @Post()
  all(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer({ body, request, reply });
  }

  @Post(':industry')
  one(
    @Param('industry') industry: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.catalogue.requireIndustry(industry);
    return this.answer({ body, request, reply, industry });
  }

  private async answer({ body, request, reply, industry }: Asked): Promise<void> {
    const caller = callerOf(request);
    // Who has a key is counted where the key is read.
    const seconds = caller.key === undefined ? this.rate.take(request.ip) : undefined;
    if (seconds !== undefined) throw new TooManyRequestsError(seconds);
    const language = acceptedLanguage(request.headers['accept-language']);
    const response = await this.face.answer(webRequest(request, reply), body, { caller, language, industry });
    void reply.status(response.status).headers(Object.fromEntries(response.headers));
    await reply.send(response.body ? Readable.fromWeb(response.body) : '');
  }
}

interface Asked {
  body: unknown;
  request: FastifyRequest;
  reply: FastifyReply;
  industry?: string;
}

/** Its body is handed over as a value, so those headers that speak of the bytes would be wrong. */
const ofBytes = new Set(['content-length', 'transfer-encoding', 'connection', 'expect']);

function webRequest(request: FastifyRequest, reply: FastifyReply): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && !ofBytes.has(name)) headers.set(name, [value].flat().join(', '));
  }
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  return new Request(`http://localhost${request.url}`, { method: 'POST', headers, signal: left.signal });
}
