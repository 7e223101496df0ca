import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { stringify } from 'yaml';
import { systemClock } from '../core/clock.js';
import type { Configuration } from '../core/configuration.js';
import { ConflictError, StorageError } from '../core/errors.js';
import { makeFolders, privateModes, sha256File, syncFolder, writeFileDurable } from '../core/files/files.js';
import { unfinishedName } from '../core/files/unfinished.js';
import { ownScenariosFolder } from '../core/paths.js';
import { CONFIGURATION } from '../core/tokens.js';
import { ArrivingOrder, noInput, type StoreInput } from '../jobs/arriving-order.js';
import { withInputName } from '../jobs/failure.js';
import type { JobInput } from '../jobs/kinds/job-kind.js';
import { parseOptions } from '../jobs/kinds/options.js';
import type { Received } from '../jobs/submit-job.js';
import { checkLearning } from '../learning/check.js';
import { familyOf } from '../learning/index.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { loadOneScenario } from '../scenarios/load-scenarios.js';
import { isMadeByServer, originName } from '../scenarios/own-folder.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { LargeRequests } from '../scoring/large-requests.js';
import { makeOptionsSchema, type MakeOptions, type Origin } from './draft-schema.js';
import { DraftingThread } from './drafting-thread.js';
import { making } from './leftovers.js';
import { sentSpecification } from './sent-specification.js';

/** So many scenarios that it made a server has at most. */
const mostMade = 100;

interface Sent {
  spec: ScenarioSpec;
  /** As it is written down. */
  plain: Record<string, unknown>;
  input: JobInput;
  options: MakeOptions;
}

/** Makes a scenario from a table and what a person decided about it. It is there whole, or not at all; and it is asked at once. */
@Injectable()
export class MakeScenario {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
    private readonly thread: DraftingThread,
    private readonly largeRequests: LargeRequests,
  ) {}

  /**
   * @returns its id.
   * @throws InvalidInputError with the place in the specification; ConflictError for an id that is taken, and where there are too many;
   *   TooLargeError, NotReadyError, StorageError.
   */
  async execute(receive: (store: StoreInput) => Promise<Received>): Promise<string> {
    this.requireRoom();
    const { home, jobs } = this.configuration;
    const arriving = new ArrivingOrder(home, jobs.maxBytes);
    try {
      const { options: given, input } = await receive(arriving.store);
      if (input === undefined || 'path' in input) throw noInput();
      const options = parseOptions(makeOptionsSchema, given);
      const sent = { ...sentSpecification(options.specification), input: input.input, options };
      await this.requireFree(sent.spec.id);
      await this.write(sent);
      return sent.spec.id;
    } finally {
      await arriving.discard();
    }
  }

  private requireRoom(): void {
    const made = this.catalogue.list().filter(({ folder }) => isMadeByServer(folder));
    if (made.length < mostMade) return;
    throw new ConflictError(`There are ${made.length} scenarios of one's own already.`, {
      details: [{ expected: `at most ${mostMade}`, received: 'one more' }],
      hint: 'Remove one that nobody needs.',
    });
  }

  /** @throws ConflictError. Models of a scenario that is gone would answer for the new one. */
  private async requireFree(id: string): Promise<void> {
    const isTaken = this.catalogue.has(id) || (await this.registry.versions(id)).length > 0;
    if (isTaken) throw taken(id);
  }

  /** In a folder that says who writes, which gets its name when all of it is there. */
  private async write({ spec, plain, input, options }: Sent): Promise<void> {
    const { id, columns } = spec;
    const root = ownScenariosFolder(this.configuration);
    const temporary = join(root, unfinishedName(making));
    const folder = join(root, ...id.split('/'));
    try {
      await makeFolders(temporary, privateModes.folder);
      await this.thread
        .call('keep', {
          path: input.arrivedAt,
          folder: temporary,
          options,
          columns,
          history: familyOf(spec).history(spec),
        })
        .catch((error: unknown) =>
          Promise.reject(withInputName(error, { path: input.arrivedAt, name: input.name }) as Error),
        );
      await writeFileDurable(join(temporary, originName), await originOf(input), privateModes);
      await writeFileDurable(join(temporary, 'scenario.yaml'), yamlOf(plain, input.name), privateModes);
      await makeFolders(dirname(folder), privateModes.folder);
      await rename(temporary, folder);
      await syncFolder(dirname(folder));
    } catch (error) {
      throw writingError(error, id, root);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    const loaded = await loadOneScenario([root], id, checkLearning);
    this.catalogue.add({ ...loaded, plugin: {} });
    this.largeRequests.beginAnew();
  }
}

async function originOf({ arrivedAt, name }: JobInput): Promise<string> {
  const madeAt = systemClock.now().toISOString();
  const origin: Origin = { format: 1, madeAt, file: name, sha256: await sha256File(arrivedAt) };
  return `${JSON.stringify(origin, null, 2)}\n`;
}

function yamlOf(plain: Record<string, unknown>, name: string): string {
  const source = JSON.stringify(name);
  return `# Made from ${source}; docs/scenario-spec.md lists every key.\n${stringify(plain, { lineWidth: 100 })}`;
}

function taken(id: string): ConflictError {
  return new ConflictError(`There is a scenario ${id} already, or models of one.`, {
    details: [{ pointer: '/specification/id', expected: 'an id that no scenario has', received: id }],
  });
}

/** The answer names no path; the log has it. */
function writingError(error: unknown, id: string, root: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'rename' && (code === 'ENOTEMPTY' || code === 'EEXIST')) return taken(id);
  if (syscall === undefined) return error;
  return new StorageError(`The scenario cannot be stored (${code ?? 'unknown'}).`, {
    hint: 'Whoever runs the server finds in its log what the disk refused.',
    cause: new StorageError(root, { cause: error }),
  });
}
