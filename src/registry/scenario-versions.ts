import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../core/clock.js';
import { DamagedFileError, NotFoundError, SextantError, StorageError } from '../core/errors.js';
import { systemReason } from '../core/files/stored-file.js';
import { aliasStamp, readAlias, writeAlias, type AliasFile } from './alias-file.js';
import {
  exists,
  readArtefactFolder,
  renameToFreeVersion,
  strangersIn,
  writeTemporaryFolder,
} from './artefact-folder.js';
import type { CheckedVersions } from './checked-versions.js';
import { closingEvents, type ChampionChange } from './champions.js';
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
    this.ledger = new Ledger(join(this.folder, 'ledger.jsonl'), `The ledger of ${scenario}`);
  }

  async publish(
    files: Readonly<Record<string, Uint8Array | string>>,
    fields: Readonly<Record<string, unknown>>,
    told: Pick<LedgerEvent, 'reason' | 'by'> = {},
  ): Promise<ModelTag> {
    checkFileNames(Object.keys(files));
    const publishedAt = this.clock.now();
    const manifest = manifestText({ scenario: this.scenario, publishedAt, files, fields });
    await this.removeLeftovers();
    const version = await this.stored({ ...files, [manifestName]: manifest });
    await this.record({ event: 'published', version, ...told });
    return { scenario: this.scenario, version };
  }

  /** @returns the number under which the files are stored. */
  private async stored(files: Readonly<Record<string, Uint8Array | string>>): Promise<number> {
    try {
      const temporary = await writeTemporaryFolder(this.folder, files);
      try {
        return await renameToFreeVersion(temporary, this.folder, await this.nextVersion());
      } catch (error) {
        await rm(temporary, { recursive: true, force: true });
        throw error;
      }
    } catch (error) {
      if (error instanceof SextantError) throw error;
      throw new StorageError(`A version of ${this.scenario} cannot be stored: ${systemReason(error)}.`, {
        hint: 'Make room, or give this user the right to write below SEXTANT_HOME.',
        cause: error,
      });
    }
  }

  async load(version: number): Promise<LoadedModel> {
    checkVersion(version);
    const tag = { scenario: this.scenario, version };
    const folder = this.versionFolder(version);
    const label = formatModelTag(tag);
    if (!(await exists(folder, `The artefact ${label}`))) throw await this.noSuchVersion(tag);
    return { tag, ...(await readArtefactFolder(folder, this.scenario, label)) };
  }

  /** The manifest of a version, which `checked` need not read again. */
  manifest(version: number, checked: CheckedVersions): Promise<Manifest> {
    checkVersion(version);
    return checked.manifest(this.versionFolder(version), async () => (await this.load(version)).manifest);
  }

  /** Paths in a version's folder that are no files of it. */
  strangers({ tag, manifest }: LoadedModel): Promise<string[]> {
    return strangersIn(this.versionFolder(tag.version), manifest);
  }

  /** Published versions, ascending. */
  async numbers(): Promise<number[]> {
    const names = await namesIn(this.folder, `The folder of ${this.scenario}`);
    const numbers = names.map(parseVersion);
    return numbers.filter((version) => version !== undefined).sort((a, b) => a - b);
  }

  readAlias(alias: string): Promise<number | undefined> {
    return readAlias(this.aliasFile(alias));
  }

  aliasStamp(alias: string): string | undefined {
    return aliasStamp(this.aliasFile(alias));
  }

  /**
   * Announce the change in the ledger, move the alias, record that it moved: so whoever is killed in between leaves a champion that
   * the ledger knows, and nothing in it counts as having served that did not.
   * @throws StorageError; the old version stays then.
   */
  async moveAlias(
    alias: string,
    { event, version, ...told }: ChampionChange & Omit<LedgerEvent, 'time' | 'event' | 'version'>,
  ): Promise<void> {
    await this.closeOpenChanges(alias);
    const { reason } = told;
    await this.record({ event: event === 'promoted' ? 'promoting' : 'rolling-back', version, reason });
    try {
      await writeAlias(this.aliasFile(alias), version);
    } catch (error) {
      // What stopped the alias may stop this, too; the next change closes it then.
      await this.record({ event: 'abandoned', version }).catch(() => undefined);
      throw error;
    }
    await this.record({ event, version, ...told });
  }

  /** What a killed process left open in the ledger, the alias knows. */
  private async closeOpenChanges(alias: string): Promise<void> {
    const { events } = await this.ledger.read();
    try {
      const current = await this.readAlias(alias);
      for (const closing of closingEvents(events, current)) await this.record(closing);
    } catch (error) {
      // One that cannot be read is about to be written anew, and says nothing of what was.
      if (!(error instanceof DamagedFileError)) throw error;
    }
  }

  async removeLeftovers(): Promise<string[]> {
    const now = this.clock.now();
    const folders = [this.folder, join(this.folder, 'aliases')];
    return (await Promise.all(folders.map((folder) => removeLeftovers(folder, now)))).flat();
  }

  private record(event: Omit<LedgerEvent, 'time'>): Promise<void> {
    return this.ledger.append({ time: this.clock.now().toISOString(), ...event });
  }

  private aliasFile(alias: string): AliasFile {
    checkAlias(alias);
    return { path: join(this.folder, 'aliases', alias), what: `The ${alias} alias of ${this.scenario}` };
  }

  private versionFolder(version: number): string {
    return join(this.folder, String(version));
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
