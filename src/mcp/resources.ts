import { Injectable } from '@nestjs/common';
import type { ReadResourceResult, Resource, ResourceTemplateType } from '@modelcontextprotocol/server';
import { NotFoundError, UnknownNameError, shown } from '../core/errors.js';
import { WatchJobs } from '../jobs/watch-jobs.js';
import { industryOf } from '../registry/model-tag.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { DescribeScenario } from '../scoring/describe-scenario.js';
import { ModelVersions } from '../training/model-versions.js';
import { cleanText, fewWords } from './clean-text.js';
import { answerJsonSchema } from './schema/answer-output.js';
import { requireRole } from './tools/generic-tool.js';
import type { ToolContext } from './tools/tool.js';

/** So many characters of a resource are given: beyond that it is cut, and says so. */
const longestResource = 512 * 1024;

interface Told {
  mimeType: string;
  text: string;
}

const json = 'application/json';

/** What can be read of versions: the name in the address, the file, what it is. */
const versionFiles = {
  'model-card': { file: 'card.md', mimeType: 'text/markdown', name: 'Model card' },
  report: { file: 'report.json', mimeType: json, name: 'Report of the version that serves' },
  profile: { file: 'profile.json', mimeType: json, name: 'Profile of the rows learnt from' },
} as const;

const jobFiles = {
  receipt: { mimeType: json, name: 'Receipt of a batch' },
  rejects: { mimeType: 'text/csv', name: 'Rejected rows of a batch, with the reasons' },
} as const;

/** Texts that a model may read: too long for the answer of a tool. */
@Injectable()
export class Resources {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly describe: DescribeScenario,
    private readonly versions: ModelVersions,
    private readonly watchJobs: WatchJobs,
  ) {}

  list({ caller }: ToolContext, industry?: string): Resource[] {
    const scenarios = this.catalogue.list().filter(({ spec }) => {
      const own = industryOf(spec.id);
      return (industry === undefined || own === industry) && caller.may('reader', own);
    });
    return [
      { uri: 'sextant://answer-schema', name: 'JSON Schema of an answer', mimeType: json },
      ...scenarios.map(({ spec }) => ({
        uri: `sextant://scenario/${spec.id}`,
        name: `Specification: ${fewWords(spec.title.en, 8)}`,
        mimeType: json,
      })),
    ];
  }

  templates(): ResourceTemplateType[] {
    const ofVersion = Object.entries(versionFiles).map(([kind, { name, mimeType }]) => ({
      uriTemplate: `sextant://${kind}/{industry}/{scenario}`,
      name,
      mimeType,
    }));
    const ofJob = Object.entries(jobFiles).map(([kind, { name, mimeType }]) => ({
      uriTemplate: `sextant://job/{id}/${kind}`,
      name,
      mimeType,
    }));
    return [...ofVersion, ...ofJob];
  }

  /** @throws NotFoundError for an address that there is not. */
  async read(uri: string, context: ToolContext): Promise<ReadResourceResult> {
    const { mimeType, text } = await this.textOf(uri, context);
    const cut = cleanText(text, longestResource);
    return { contents: [{ uri, mimeType, text: cut }] };
  }

  private async textOf(uri: string, context: ToolContext): Promise<Told> {
    const [kind, first = '', second = '', ...more] = /^sextant:\/\/(.+)$/.exec(uri)?.[1].split('/') ?? [];
    if (more.length > 0) throw unknown(uri);
    if (kind === 'answer-schema' && first === '')
      return { mimeType: json, text: JSON.stringify(answerJsonSchema) };
    if (kind === 'job' && Object.hasOwn(jobFiles, second)) {
      return this.jobFile(first, second as keyof typeof jobFiles, context);
    }
    const id = `${first}/${second}`;
    if (kind !== 'scenario' && !Object.hasOwn(versionFiles, kind ?? '')) throw unknown(uri);
    requireRole(context, 'reader', id);
    if (kind === 'scenario') {
      return { mimeType: json, text: JSON.stringify(await this.describe.describe(id, context.language)) };
    }
    const { file, mimeType } = versionFiles[kind as keyof typeof versionFiles];
    return { mimeType, text: await this.versions.file(id, file) };
  }

  private async jobFile(id: string, name: keyof typeof jobFiles, context: ToolContext): Promise<Told> {
    requireRole(context, 'reader', (await this.watchJobs.get(id)).scenario);
    const { mimeType } = jobFiles[name];
    const result = await this.watchJobs.result(id, name);
    if ('value' in result) return { mimeType, text: JSON.stringify(result.value) };
    if ('text' in result) return { mimeType, text: result.text };
    try {
      const buffer = Buffer.alloc(Math.min(result.bytes, longestResource));
      const { bytesRead } = await result.file.read(buffer, 0, buffer.length, 0);
      return { mimeType, text: buffer.subarray(0, bytesRead).toString('utf8') };
    } finally {
      await result.file.close();
    }
  }
}

function unknown(uri: string): NotFoundError {
  return new UnknownNameError('There is no such resource.', {
    details: [{ expected: 'an address of the list, or of a template', received: shown(uri) }],
  });
}
