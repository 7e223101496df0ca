import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { NotFoundError, asError } from '../core/errors.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { systemUser } from '../core/processes/system-user.js';
import { ModelRegistry, type LoadedModel } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { versionFiles } from '../registry/version-files.js';
import { askExample } from './ask-example.js';
import { headlineSchema, type Headline } from '../learning/report.js';

/** A version of a scenario. */
export const versionSchema = z.object({
  model: z.string(),
  champion: z.boolean(),
  publishedAt: z.iso.datetime().optional(),
  headline: headlineSchema.optional(),
  problem: z.string().optional().describe('Why the version cannot be used, when it is damaged'),
});

export type VersionSummary = z.infer<typeof versionSchema>;

/** Who serves after a change. */
export const championSchema = z.object({
  champion: z.string(),
  replaced: z.string().optional().describe('Of a rollback the version that served until then'),
  synthetic: z.literal(true).optional().describe('Of a rollback to a version that no real row stands behind'),
});

type Champion = z.infer<typeof championSchema>;

/** The versions of a scenario and which of them serves. */
@Injectable()
export class ModelVersions {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
    private readonly events: OperationEvents,
  ) {}

  async list(id: string): Promise<VersionSummary[]> {
    return this.stored(this.catalogue.get(id).spec.id);
  }

  /** As {@link list}, of a scenario that has models, whether or not it is there and can be asked. */
  async stored(id: string): Promise<VersionSummary[]> {
    const champion = await this.registry.champion(id).catch(() => undefined);
    const versions = await this.registry.versions(id);
    return Promise.all(versions.map((version) => this.summary(id, version, version === champion?.version)));
  }

  async promote(id: string, version: number): Promise<Champion> {
    const { spec } = this.catalogue.get(id);
    await this.registry.promote(spec.id, version, 'promoted by hand', { by: systemUser() });
    this.events.emit('promoted', { scenario: spec.id, version, promoted: true, code: 'by-hand' });
    return { champion: formatModelTag({ scenario: spec.id, version }) };
  }

  /** The version before the champion serves again, once it was opened and has answered the scenario's example. */
  async rollback(id: string): Promise<Champion> {
    const scenario = this.catalogue.get(id);
    const { spec } = scenario;
    const replaced = await this.registry.champion(spec.id).catch(() => undefined);
    const check = (version: LoadedModel) => askExample(scenario, version);
    const { tag, manifest } = await this.registry.rollback(spec.id, { check, by: systemUser() });
    this.events.emit('promoted', { ...tag, promoted: true, code: 'rollback' });
    return {
      champion: formatModelTag(tag),
      ...(replaced && { replaced: formatModelTag(replaced) }),
      ...(manifest.data === 'synthetic-sample' && { synthetic: true }),
    };
  }

  /**
   * The text of a file of a version: its card, report or plot.
   * @param version absent: the champion.
   * @throws NotFoundError when there is no such version, or it has no such file; NotReadyError before the first champion.
   */
  async file(id: string, name: string, version?: number): Promise<string> {
    const { spec } = this.catalogue.get(id);
    const { tag, files } = await versionFiles(this.registry, spec.id, version);
    const bytes = files.get(name);
    if (bytes) return new TextDecoder().decode(bytes);
    throw new NotFoundError(`${formatModelTag(tag)} has no ${name}.`, {
      details: [{ expected: `one of ${[...files.keys()].join(', ')}`, received: name }],
      hint: `A version has what was made when it was trained. Train it anew: sextant train ${spec.id}.`,
    });
  }

  /**
   * The profile of the rows that a version learnt from, as JSON.
   * @param version absent: the champion.
   * @throws NotFoundError when there is no such version, or it was trained before versions kept a profile; NotReadyError before the
   * first champion.
   */
  async profile(id: string, version?: number): Promise<string> {
    const { spec } = this.catalogue.get(id);
    const { tag, files } = await versionFiles(this.registry, spec.id, version);
    const bytes = files.get('profile.json');
    if (bytes) return new TextDecoder().decode(bytes);
    throw new NotFoundError(
      `${formatModelTag(tag)} has no profile of its data: it was trained before versions kept one.`,
      { hint: `Train it anew: sextant train ${spec.id}.` },
    );
  }

  private async summary(scenario: string, version: number, champion: boolean): Promise<VersionSummary> {
    const model = formatModelTag({ scenario, version });
    try {
      const { manifest } = await this.registry.load({ scenario, version });
      return { model, champion, publishedAt: manifest.publishedAt, headline: manifest.headline as Headline };
    } catch (error) {
      return { model, champion, problem: asError(error).message };
    }
  }
}
