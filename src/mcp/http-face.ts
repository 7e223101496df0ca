import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createMcpHandler, type McpRequestContext } from '@modelcontextprotocol/server';
import { everybody } from '../core/access/roles.js';
import { defaultLanguage } from '../core/language/language.js';
import { McpServers, type McpSession } from './mcp-server.js';

/**
 * The protocol over HTTP, without sessions: each request stands for itself, whether it is of the revision of 2026 or of those of 2025, so that
 * any number of servers may stand behind one name.
 */
@Injectable()
export class McpHttpFace implements OnModuleDestroy {
  private readonly handler = createMcpHandler((context) => this.servers.create(sessionOf(context)));

  constructor(private readonly servers: McpServers) {}

  /** @param body of the request, as JSON was read from it. */
  answer(request: Request, body: unknown, session: McpSession): Promise<Response> {
    const authInfo = { token: '', clientId: session.caller.key ?? '', scopes: [], extra: { session } };
    return this.handler.fetch(request, { parsedBody: body, authInfo });
  }

  onModuleDestroy(): Promise<void> {
    return this.handler.close();
  }
}

/** Handed through, never read from the request itself. */
function sessionOf({ authInfo }: McpRequestContext): McpSession {
  const session = authInfo?.extra?.session as McpSession | undefined;
  return session ?? { caller: { ...everybody, may: () => false }, language: defaultLanguage };
}
