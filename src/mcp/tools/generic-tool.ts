import type { CallToolResult, Tool } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Role } from '../../core/access/roles.js';
import { ForbiddenError, InvalidInputError } from '../../core/errors.js';
import { industryOf } from '../../registry/model-tag.js';
import { zodProblems } from '../../core/zod-problems.js';
import type { McpTool, ToolContext } from './tool.js';

interface Described<Input extends z.ZodObject> {
  name: string;
  description: string;
  input: Input;
  role: Role;
  annotations?: Tool['annotations'];
  call: (input: z.infer<Input>, context: ToolContext) => Promise<CallToolResult>;
}

/** Of what only tells. */
const telling = { readOnlyHint: true, openWorldHint: false };

/** A tool about any scenario: its input is checked by its schema, and its caller's role in the industry that is asked. */
export function genericTool<Input extends z.ZodObject>(described: Described<Input>): McpTool {
  const { name, description, input, role, annotations = telling } = described;
  return {
    role,
    definition: { name, description, inputSchema: inputSchemaOf(input), annotations },
    call: async (given, context) => {
      const parsed = input.safeParse(given);
      if (!parsed.success) {
        throw new InvalidInputError(`The input of ${name} is not as its schema says.`, {
          details: zodProblems(parsed.error, given),
        });
      }
      const { scenario } = parsed.data as { scenario?: string };
      requireRole(context, role, scenario);
      return described.call(parsed.data, context);
    },
  };
}

/** @throws ForbiddenError where the caller has not the role in the industry of the scenario. */
export function requireRole({ caller }: ToolContext, role: Role, scenario?: string): void {
  if (caller.may(role, scenario === undefined ? undefined : industryOf(scenario))) return;
  throw new ForbiddenError(`This key may not do this: it needs the role ${role}.`);
}

/** What says nothing to a model. */
const silent = new Set(['$schema', 'additionalProperties', 'propertyNames']);

function inputSchemaOf(input: z.ZodObject): Tool['inputSchema'] {
  const said = (key: string, value: unknown) => !silent.has(key) && value !== Number.MAX_SAFE_INTEGER;
  const text = JSON.stringify(z.toJSONSchema(input), (key, value: unknown) =>
    said(key, value) ? value : undefined,
  );
  return JSON.parse(text) as Tool['inputSchema'];
}

/** Parts of inputs. */
export const inputs = {
  scenario: z.string().max(140).describe('Id, such as finance/credit-scoring'),
  version: z.int().min(1).optional().describe('Absent: the one that serves'),
  features: z.record(z.string(), z.unknown()).describe('One row, by column'),
};
