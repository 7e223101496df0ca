import type { CallToolResult, Tool } from '@modelcontextprotocol/server';
import type { Caller, Role } from '../../core/access/roles.js';
import type { Language } from '../../core/language/language.js';

/** Who calls, and how it is answered. */
export interface ToolContext {
  caller: Caller;
  /** Of the texts of answers. */
  language: Language;
}

/** What a model can call. */
export interface McpTool {
  /** As it is listed; made once. */
  readonly definition: Tool;
  /** The least role whose callers see it and may call it. */
  readonly role: Role;
  /** Of a tool about one industry alone. */
  readonly industry?: string;
  /** @throws SextantError, which becomes a result that a model can mend. */
  call(input: Readonly<Record<string, unknown>>, context: ToolContext): Promise<CallToolResult>;
}
