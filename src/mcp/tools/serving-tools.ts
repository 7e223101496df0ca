import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ModelVersions } from '../../training/model-versions.js';
import { genericTool, inputs } from './generic-tool.js';
import { valueResult } from './tool-result.js';
import type { McpTool } from './tool.js';

const confirm = z.literal(true).describe('The person whom you work for has agreed to this');

/** Tools that change which version serves. */
@Injectable()
export class ServingTools {
  constructor(private readonly versions: ModelVersions) {}

  list(): McpTool[] {
    const { scenario } = inputs;
    const annotations = { readOnlyHint: false, destructiveHint: true, openWorldHint: false };
    return [
      genericTool({
        name: 'promote',
        role: 'owner',
        description:
          'Let a version serve everybody, whatever its figures. Look at compare_versions and ask the person first.',
        input: z.object({ scenario, version: z.int().min(1), confirm }),
        annotations,
        call: async ({ scenario: id, version }) => valueResult(await this.versions.promote(id, version)),
      }),
      genericTool({
        name: 'rollback',
        role: 'owner',
        description: 'Let the version before the present one serve everybody again. Ask the person first.',
        input: z.object({ scenario, confirm }),
        annotations,
        call: async ({ scenario: id }) => valueResult(await this.versions.rollback(id)),
      }),
    ];
  }
}
