import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../core/clock.js';
import { NotFoundError } from '../core/errors.js';
import { aliasStamp, readAlias, writeAlias } from './alias-file.js';
import { exists, readArtefactFolder, renameToFreeVersion, writeTemporaryFolder } from './artefact-folder.js';
import { Ledger, type LedgerEvent } from './ledger.js';
import { namesIn, removeLeftovers } from './leftovers.js';
import { checkFileNames, manifestName, manifestText, type Manifest } from './manifest.js';
import {
  checkAlias,
  checkVersion,
  formatModelTag,
  parseScenarioId,
  parseVersion,
  type ModelTag,
} from './model-tag.js';

/** A version as it was published, every byte checked. */
export interface LoadedModel {
  tag: ModelTag;
  manifest: Manifest;
  files: Map<string, Uint8Array>;
}

/** Where one scenario's versions, aliases and ledger lie: `<root>/<industry>/<scenario>/`. */
export class ScenarioVersions {
  readonly ledger: Ledger;
  private readonly folder: string;

  constructor(
    root: string,
    private readonly scenario: string,
    private readonly clock: Clock,
  ) {
    const { industry, name } = parseScenarioId(scenario);
    this.folder = join(root, industry, name);
    this.ledger = new Ledger(join(this.folder, 'ledger.jsonl'));
  }

  async publish(
    files: Readonly<Record<string, Uint8Array | string>>,
    fields: Readonly<Record<string, unknown>>,
  ): Promise<ModelTag> {
    checkFileNames(Object.keys(files));
    const publishedAt = this.clock.now();
    const manifest = manifestText({ scenario: this.scenario, publishedAt, files, fields });
    await removeLeftovers(this.folder, publishedAt);
    const temporary = await writeTemporaryFolder(this.folder, { ...files, [manifestName]: manifest });
    let version: number;
    try {
      version = await renameToFreeVersion(temporary, this.folder, await this.nextVersion());
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw error;
    }
    await this.record({ event: 'published', version });
    return { scenario: this.scenario, version };
  }

  async load(version: number): Promise<LoadedModel> {
    checkVersion(version);
    const tag = { scenario: this.scenario, version };
    const folder = join(this.folder, String(version));
    if (!(await exists(folder))) throw await this.noSuchVersion(tag);
    return { tag, ...(await readArtefactFolder(folder, this.scenario, formatModelTag(tag))) };
  }

  /** Published versions, ascending. */
  async numbers(): Promise<number[]> {
    const numbers = (await namesIn(this.folder)).map(parseVersion);
    return numbers.filter((version) => version !== undefined).sort((a, b) => a - b);
  }

  readAlias(alias: string): Promise<number | undefined> {
    return readAlias(this.aliasPath(alias));
  }

  aliasStamp(alias: string): string | undefined {
    return aliasStamp(this.aliasPath(alias));
  }

  /** Record the event, then move the alias: what the alias says is always in the ledger. */
  async moveAlias(alias: string, event: Omit<LedgerEvent, 'time'>): Promise<void> {
    await this.record(event);
    await writeAlias(this.aliasPath(alias), event.version);
  }

  async removeLeftovers(): Promise<string[]> {
    const now = this.clock.now();
    const folders = [this.folder, join(this.folder, 'aliases')];
    return (await Promise.all(folders.map((folder) => removeLeftovers(folder, now)))).flat();
  }

  private record(event: Omit<LedgerEvent, 'time'>): Promise<void> {
    return this.ledger.append({ time: this.clock.now().toISOString(), ...event });
  }

  private aliasPath(alias: string): string {
    checkAlias(alias);
    return join(this.folder, 'aliases', alias);
  }

  /** Above everything that is or ever was there: the number of a deleted version is not used again. */
  private async nextVersion(): Promise<number> {
    const { events } = await this.ledger.read();
    const used = [...(await this.numbers()), ...events.map(({ version }) => version)];
    return used.reduce((highest, version) => Math.max(highest, version), 0) + 1;
  }

  private async noSuchVersion(tag: ModelTag): Promise<NotFoundError> {
    const versions = await this.numbers();
    const there = versions.length === 0 ? 'no version at all' : `the versions ${versions.join(', ')}`;
    return new NotFoundError(`There is no ${formatModelTag(tag)}; ${tag.scenario} has ${there}.`);
  }
}
