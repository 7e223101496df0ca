import { Inject, Injectable } from '@nestjs/common';
import { ProtocolError, ProtocolErrorCode, Server, type CallToolResult } from '@modelcontextprotocol/server';
import { SextantError, shown } from '../core/errors.js';
import { loggedError } from '../core/logged-error.js';
import { factLine, type Logger } from '../core/logger.js';
import { packageVersion } from '../core/package-version.js';
import { LOGGER } from '../core/tokens.js';
import { getPrompt, listPrompts } from './prompts.js';
import { Resources } from './resources.js';
import type { ToolContext } from './tools/tool.js';
import { ToolList } from './tools/tool-list.js';
import { errorResult, failureResult } from './tools/tool-result.js';

/** Who is spoken to, and about which industry; absent: all. */
export interface McpSession extends ToolContext {
  industry?: string;
}

const instructions =
  'Business questions answered by tested models. Begin with list_scenarios. Read the first lines of every answer: where they say DO NOT USE, do not. Take figures from structured results; never estimate one. Reasons are no causes.';

/** Lists change when another version serves, or with the program. */
const listHint = { ttlMs: 60_000, cacheScope: 'private' } as const;

const version = packageVersion();

/** Makes the server of one connection, or of one request where nothing is kept between requests. What is listed is made elsewhere, once. */
@Injectable()
export class McpServers {
  constructor(
    private readonly tools: ToolList,
    private readonly resources: Resources,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  create(session: McpSession): Server {
    // Tools come as JSON schemas that were made once, and inputs are read by the readers of every door: the class around this one would
    // compile a validator of each schema for each request.

    const server = new Server(
      { name: 'sextant', title: 'Sextant', version },
      {
        instructions,
        capabilities: { tools: {}, resources: {}, prompts: {} },
        cacheHints: { 'tools/list': listHint, 'resources/list': listHint, 'prompts/list': listHint },
      },
    );
    const { industry, language } = session;
    server.setRequestHandler('tools/list', async () => ({
      tools: (await this.tools.for(session, industry)).map(({ definition }) => definition),
    }));
    server.setRequestHandler('tools/call', ({ params }) =>
      this.call(params.name, params.arguments ?? {}, session),
    );
    server.setRequestHandler('resources/list', () => ({ resources: this.resources.list(session, industry) }));
    server.setRequestHandler('resources/templates/list', () => ({
      resourceTemplates: this.resources.templates(),
    }));
    server.setRequestHandler('resources/read', ({ params }) =>
      this.orProtocolError(() => this.resources.read(params.uri, session)),
    );
    server.setRequestHandler('prompts/list', () => ({ prompts: listPrompts(language) }));
    server.setRequestHandler('prompts/get', ({ params }) =>
      this.orProtocolError(() => Promise.resolve(getPrompt(params.name, params.arguments, language))),
    );
    return server;
  }

  private async call(
    name: string,
    input: Record<string, unknown>,
    session: McpSession,
  ): Promise<CallToolResult> {
    const tool = (await this.tools.for(session, session.industry)).find(
      ({ definition }) => definition.name === name,
    );
    if (!tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${shown(name)}`);
    try {
      const result = await tool.call(input, session);
      this.tell(name, session, 'answered');
      return result;
    } catch (error) {
      this.tell(name, session, error instanceof SextantError ? error.code : 'failed');
      if (error instanceof SextantError && error.status < 500) return errorResult(error, session.language);
      if (error instanceof SextantError && error.code === 'not-ready')
        return errorResult(error, session.language);
      this.logger.error({ err: loggedError(error) }, `the tool ${name} failed`);
      return failureResult(session.language);
    }
  }

  /** A line for each call, without a value of it. */
  private tell(tool: string, { caller: { key } }: McpSession, outcome: string): void {
    const facts = { event: 'tool', tool, outcome, ...(key !== undefined && { key }) };
    this.logger.info(...factLine(facts, `tool ${tool}: ${outcome}`));
  }

  private async orProtocolError<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SextantError)) throw error;
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message);
    }
  }
}
