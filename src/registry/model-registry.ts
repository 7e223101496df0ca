import { join } from 'node:path';
import { systemClock, type Clock } from '../core/clock.js';
import { asError, ConflictError, DamagedFileError, NotFoundError, type ErrorDetail } from '../core/errors.js';
import { CheckedVersions } from './checked-versions.js';
import { earlierChampions, type ChampionChange } from './champions.js';
import type { LedgerContent, LedgerEvent } from './ledger.js';
import { namesIn } from './leftovers.js';
import {
  championAlias,
  formatModelTag,
  isScenarioId,
  parseModelReference,
  type ModelReference,
  type ModelTag,
} from './model-tag.js';
import { ScenarioVersions, type LoadedModel } from './scenario-versions.js';

export type { LoadedModel };

/** A version, alias or ledger that cannot be used, as text, and why. */
export interface RefusedModel {
  tag: string;
  reason: string;
}

/** A version every byte of which was checked, by now or before. */
export type CheckedModel = Pick<LoadedModel, 'tag' | 'manifest'>;

/** Who ordered a change, and what was measured for it. */
export type Account = Pick<LedgerEvent, 'by' | 'evidence' | 'evidenceHash'>;

interface RollbackOptions extends Account {
  reason?: string;
  /** A last look at a version before the alias moves. @throws DamagedFileError where it is to be passed over */
  check?: (version: LoadedModel) => Promise<void>;
}

export interface RegistryEntry {
  scenario: string;
  /** Ascending. */
  versions: number[];
  champion?: number;
  /** Why the champion or the versions cannot be told. */
  problem?: string;
}

/** Something about a file that whoever runs the product should look at. */
export interface FileRemark {
  path: string;
  remark: string;
}

/**
 * The versions of every scenario's model below `<home>/models/<industry>/<scenario>/`: one folder a version, one small file
 * an alias, one ledger. Files are opaque here. Any number of processes may use one home at once.
 */
export class ModelRegistry {
  private readonly root: string;
  private readonly remarked = new Set<string>();
  private readonly checked = new CheckedVersions();

  /** @param onRemark told once of each file that is damaged, or lies where none should; answers do not say where files lie. */
  constructor(
    home: string,
    private readonly clock: Clock = systemClock,
    private readonly onRemark: (remark: FileRemark) => void = () => undefined,
  ) {
    this.root = join(home, 'models');
  }

  /**
   * Store files as the next version. The version appears whole or not at all, and is never overwritten.
   * @param files by plain names; `manifest.json` is written here.
   * @param manifestFields plain JSON: hashes, seed, library versions, engine.
   * @param told what the ledger keeps of it beside the event; absent: nothing.
   * @throws UsageError for a scenario id of another form, InvalidInputError for a file or field name that cannot be used;
   *   DamagedFileError, StorageError when the ledger cannot be read or written.
   */
  async publish(
    scenario: string,
    files: Readonly<Record<string, Uint8Array | string>>,
    manifestFields: Readonly<Record<string, unknown>>,
    told?: Pick<LedgerEvent, 'reason' | 'by'>,
  ): Promise<ModelTag> {
    return this.noted(() => this.of(scenario).publish(files, manifestFields, told));
  }

  /**
   * Read a version, given as a tag, its text, or an alias such as `finance/credit-scoring@champion`.
   * @throws UsageError (form), NotFoundError (no such version or alias), DamagedFileError (naming each damaged file).
   */
  async load(reference: ModelReference | string): Promise<LoadedModel> {
    const { scenario, ...wanted } =
      typeof reference === 'string' ? parseModelReference(reference) : reference;
    const versions = this.of(scenario);
    return this.noted(async () => {
      const version = 'version' in wanted ? wanted.version : await versions.readAlias(wanted.alias);
      if (version === undefined) throw noAlias(scenario, 'alias' in wanted ? wanted.alias : championAlias);
      const loaded = await versions.load(version);
      for (const path of await versions.strangers(loaded)) {
        this.remark({ path, remark: `no file of ${formatModelTag(loaded.tag)}: it is not read` });
      }
      return loaded;
    });
  }

  /**
   * The champion; when it is damaged or gone, the champion before it, and so on.
   * @returns what was loaded, and what was refused on the way with the reason: the caller should say so.
   * @throws NotFoundError when no version was ever promoted, DamagedFileError when none of the champions is intact.
   */
  async loadChampion(scenario: string): Promise<{ loaded: LoadedModel; refused: RefusedModel[] }> {
    const { found: loaded, refused } = await this.findChampion(scenario, (tag) => this.load(tag));
    return { loaded, refused };
  }

  /**
   * As `loadChampion`, for those who need no bytes: a version that was found intact is read again only when its files look different.
   * @throws what `loadChampion` throws.
   */
  async checkChampion(scenario: string): Promise<{ checked: CheckedModel; refused: RefusedModel[] }> {
    const check = async (tag: ModelTag): Promise<CheckedModel> => {
      const manifest = await this.noted(() => this.of(scenario).manifest(tag.version, this.checked));
      return { tag, manifest };
    };
    const { found: checked, refused } = await this.findChampion(scenario, check);
    return { checked, refused };
  }

  private async findChampion<Found>(
    scenario: string,
    read: (tag: ModelTag) => Promise<Found>,
  ): Promise<{ found: Found; refused: RefusedModel[] }> {
    const refused: RefusedModel[] = [];
    const current = await this.championOrRefusal(scenario, refused);
    const earlier = await this.earlierOrRefusal(scenario, current, refused);
    const candidates = current === undefined ? earlier : [current, ...earlier];
    const found = await firstIntact(scenario, candidates, { read, refused });
    if (found) return { found, refused };
    throw new DamagedFileError(`No champion of ${scenario} can be loaded.`, {
      details: refused.map(refusalDetail),
      hint: `Train again: \`sextant train ${scenario}\`; or restore the files from a backup.`,
    });
  }

  /** Published versions, ascending; empty for a scenario that has none. */
  async versions(scenario: string): Promise<number[]> {
    return this.noted(() => this.of(scenario).numbers());
  }

  /**
   * Make a version the champion, after checking every byte of it.
   * @throws NotFoundError, DamagedFileError or StorageError; the old champion stays then.
   */
  async promote(scenario: string, version: number, reason: string, account: Account = {}): Promise<void> {
    await this.load({ scenario, version });
    await this.moveChampion(scenario, { event: 'promoted', version, reason, ...account });
  }

  /**
   * Make the previous champion serve again, by the ledger. Damaged ones, and those that fail the check, are passed over and returned.
   * @throws NotFoundError without a champion, ConflictError without an earlier intact one, DamagedFileError without a ledger.
   */
  async rollback(
    scenario: string,
    { reason = 'the previous champion serves again', check, ...account }: RollbackOptions = {},
  ): Promise<CheckedModel & { refused: RefusedModel[] }> {
    const refused: RefusedModel[] = [];
    const current = await this.championOrRefusal(scenario, refused);
    const { events } = await this.history(scenario);
    const read = async (tag: ModelTag) => {
      const loaded = await this.load(tag);
      await check?.(loaded);
      return loaded;
    };
    const loaded = await firstIntact(scenario, earlierChampions(events, current), { read, refused });
    if (!loaded) {
      throw new ConflictError(`${scenario} has no earlier champion to go back to.`, {
        details: refused.map(refusalDetail),
      });
    }
    const { tag } = loaded;
    await this.moveChampion(scenario, { event: 'rolled-back', version: tag.version, reason, ...account });
    return { tag, refused, manifest: loaded.manifest };
  }

  /**
   * The version that serves; undefined before the first promotion. Its files are not checked.
   * @throws DamagedFileError when the alias cannot be read.
   */
  async champion(scenario: string): Promise<ModelTag | undefined> {
    const version = await this.noted(() => this.of(scenario).readAlias(championAlias));
    return version === undefined ? undefined : { scenario, version };
  }

  /** Changes whenever another version becomes champion, whichever process says so; undefined before the first promotion. */
  championStamp(scenario: string): string | undefined {
    return this.of(scenario).aliasStamp(championAlias);
  }

  /**
   * What happened to a scenario's versions, oldest first.
   * @throws DamagedFileError when the ledger cannot be read.
   */
  async history(scenario: string): Promise<LedgerContent> {
    return this.noted(() => this.of(scenario).ledger.read());
  }

  /** Every scenario that has a version, in the order of the ids. */
  async list(): Promise<RegistryEntry[]> {
    const entries: RegistryEntry[] = [];
    for (const scenario of await this.scenarios()) {
      let versions: number[] = [];
      try {
        versions = await this.versions(scenario);
        if (versions.length === 0) continue;
        entries.push({ scenario, versions, champion: (await this.champion(scenario))?.version });
      } catch (error) {
        entries.push({ scenario, versions, problem: asError(error).message });
      }
    }
    return entries;
  }

  /** Remove what killed processes left in any scenario; worth a call at every start. @returns the removed paths. */
  async removeLeftovers(): Promise<string[]> {
    const removed: string[] = [];
    for (const scenario of await this.scenarios()) {
      // A folder that cannot be read holds up nobody else; whoever asks for its scenario hears of it.
      removed.push(...(await this.noted(() => this.of(scenario).removeLeftovers()).catch(() => [])));
    }
    return removed;
  }

  private of(scenario: string): ScenarioVersions {
    return new ScenarioVersions(this.root, scenario, this.clock);
  }

  private async scenarios(): Promise<string[]> {
    const found: string[] = [];
    for (const industry of await this.foldersIn(this.root)) {
      const names = await this.foldersIn(join(this.root, industry));
      found.push(...names.map((name) => `${industry}/${name}`).filter(isScenarioId));
    }
    return found.sort();
  }

  private moveChampion(
    scenario: string,
    change: ChampionChange & { reason: string } & Account,
  ): Promise<void> {
    return this.noted(() => this.of(scenario).moveAlias(championAlias, change));
  }

  /** Names in a folder; none, and a remark, when it cannot be read. */
  private foldersIn(folder: string): Promise<string[]> {
    return this.noted(() => namesIn(folder)).catch(() => []);
  }

  /** What `work` gives; of a damaged file that it meets a remark is made. */
  private async noted<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DamagedFileError && error.path !== undefined) {
        this.remark({ path: error.path, remark: error.message });
      }
      throw error;
    }
  }

  private remark(remark: FileRemark): void {
    const key = `${remark.path}: ${remark.remark}`;
    if (this.remarked.has(key)) return;
    this.remarked.add(key);
    this.onRemark(remark);
  }

  /** The champions before `current`, or none with the reason noted when the ledger cannot be read. */
  private async earlierOrRefusal(
    scenario: string,
    current: number | undefined,
    refused: RefusedModel[],
  ): Promise<number[]> {
    try {
      return earlierChampions((await this.history(scenario)).events, current);
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      refused.push({ tag: `${scenario}@ledger`, reason: error.message });
      return [];
    }
  }

  /** The champion's version, or undefined with the reason noted when the alias file is damaged. */
  private async championOrRefusal(scenario: string, refused: RefusedModel[]): Promise<number | undefined> {
    try {
      const champion = await this.champion(scenario);
      if (!champion) {
        // Where the ledger cannot be read nobody knows whether there was one.
        await this.history(scenario);
        throw noAlias(scenario, championAlias);
      }
      return champion.version;
    } catch (error) {
      if (!(error instanceof DamagedFileError)) throw error;
      refused.push({ tag: `${scenario}@${championAlias}`, reason: error.message });
      return undefined;
    }
  }
}

/** The first version that can be read; what cannot be is added to `refused`. */
async function firstIntact<Found>(
  scenario: string,
  candidates: readonly number[],
  { read, refused }: { read: (tag: ModelTag) => Promise<Found>; refused: RefusedModel[] },
): Promise<Found | undefined> {
  for (const version of candidates) {
    try {
      return await read({ scenario, version });
    } catch (error) {
      if (!(error instanceof DamagedFileError || error instanceof NotFoundError)) throw error;
      refused.push({ tag: formatModelTag({ scenario, version }), reason: error.message });
    }
  }
  return undefined;
}

function refusalDetail({ tag, reason }: RefusedModel): ErrorDetail {
  return { pointer: `/${tag}`, expected: 'an intact artefact', received: reason };
}

function noAlias(scenario: string, alias: string): NotFoundError {
  return new NotFoundError(`${scenario} has no ${alias} yet.`, {
    hint: `Train one: \`sextant train ${scenario}\`.`,
  });
}
