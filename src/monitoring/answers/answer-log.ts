import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Configuration } from '../../core/configuration.js';
import { InvalidSpecificationError, shown } from '../../core/errors.js';
import { loggedError } from '../../core/logged-error.js';
import type { Logger } from '../../core/logger.js';
import { CONFIGURATION, LOGGER } from '../../core/tokens.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { usualDays } from '../../scenarios/schema/log.js';
import { OperationEvents, type GivenAnswers } from '../operation-events.js';
import type { AnswerRecord } from './answer-record.js';
import { answersFolder, appendRecords, byDay, dayOf, keptScenarios, removeDaysBefore } from './day-files.js';
import { openHasher, type Hasher } from './installation-key.js';
import { logSettings, type LogSettings } from './log-settings.js';
import { alone } from './scenario-lock.js';

/** So long answers wait at most until they are written: what a killed process loses of them. */
const flushMilliseconds = 1000;

/** So many answers of a scenario wait where they cannot be written; of more the oldest are given up, and that is said. */
const mostWaiting = 100_000;

/** Sorts behind every day. */
const beyondAllDays = '~';

const hourMilliseconds = 3_600_000;
const dayMilliseconds = 24 * hourMilliseconds;

type Waiting = Omit<GivenAnswers, 'scenario'> & { at: string };

/**
 * Keeps the answers of the scenarios whose log is on. They are written beside the answering, and what is not written yet is when the
 * server ends.
 */
@Injectable()
export class AnswerLog implements OnApplicationShutdown {
  private readonly waiting = new Map<string, Waiting[]>();
  private hasher: Promise<Hasher> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly timers: NodeJS.Timeout[] = [];
  private isFailing = false;
  private writing = Promise.resolve();

  constructor(
    private readonly catalogue: ScenarioCatalogue,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly events: OperationEvents,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** From now on. @throws InvalidSpecificationError where the environment names a scenario that there is not. */
  watch(): void {
    const { catalogue } = this;
    const known = new Set([
      ...catalogue.list().map(({ spec }) => spec.id),
      ...catalogue.unusable.map(({ id }) => id),
    ]);
    const unknown = Object.keys(this.configuration.logAnswers).filter((id) => !known.has(id));
    if (unknown.length > 0) {
      throw new InvalidSpecificationError('SEXTANT_LOG_ANSWERS names what is no scenario.', {
        details: unknown.map((id) => ({ expected: 'a scenario of `sextant list`', received: shown(id) })),
      });
    }
    this.events.on('given', (given) => this.add(given));
    void this.forget();
    this.timers.push(setInterval(() => void this.forget(), hourMilliseconds).unref());
  }

  /** Write what waits. Failures are told to the log; what could not be written is tried again. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    // Behind what is being written, so that whoever waits for it finds that, too.
    this.writing = this.writing.then(() => this.writeAll());
    return this.writing;
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.flush();
  }

  /** Remove the days that are older than a scenario keeps, also of one whose log was switched off or that is gone. */
  async forget(now = new Date()): Promise<void> {
    const { home } = this.configuration;
    for (const scenario of await keptScenarios(home)) {
      const folder = answersFolder(home, scenario);
      const first = dayOf(new Date(now.getTime() - this.daysOf(scenario) * dayMilliseconds).toISOString());
      await alone(folder, () => removeDaysBefore(folder, first, now)).catch((error: unknown) =>
        this.logger.warn({ err: loggedError(error) }, `old answers of ${scenario} cannot be removed`),
      );
    }
  }

  /** Remove all that is kept of a scenario, and what waits. */
  async forgetScenario(scenario: string, now = new Date()): Promise<void> {
    this.waiting.delete(scenario);
    const { home } = this.configuration;
    if (!(await keptScenarios(home)).includes(scenario)) return;
    const folder = answersFolder(home, scenario);
    await alone(folder, () => removeDaysBefore(folder, beyondAllDays, now));
  }

  private daysOf(scenario: string): number {
    const known = this.catalogue.list().find(({ spec }) => spec.id === scenario);
    const settings = known && logSettings(known.spec, this.configuration);
    return settings?.days ?? known?.spec.log?.days ?? usualDays;
  }

  private add({ scenario, ...given }: GivenAnswers): void {
    const line = this.waiting.get(scenario) ?? [];
    this.waiting.set(scenario, line);
    line.push({ ...given, at: new Date().toISOString() });
    this.timer ??= setTimeout(() => void this.flush(), flushMilliseconds).unref();
  }

  private async writeAll(): Promise<void> {
    for (const scenario of [...this.waiting.keys()]) await this.write(scenario);
  }

  private async write(scenario: string): Promise<void> {
    const line = this.waiting.get(scenario) ?? [];
    this.waiting.delete(scenario);
    // One that was removed meanwhile keeps nothing any more.
    const known = this.catalogue.has(scenario) ? this.catalogue.get(scenario) : undefined;
    const settings = known && logSettings(known.spec, this.configuration);
    if (!settings || line.length === 0) return;
    try {
      const hash = await (this.hasher ??= openHasher(this.configuration.home));
      const records = line.flatMap((given) => recordsOf(given, settings, hash));
      const folder = answersFolder(this.configuration.home, scenario);
      await alone(folder, async () => {
        for (const [day, ofDay] of byDay(records, ({ at }) => at))
          await appendRecords(folder, { day, kind: 'answers' }, ofDay);
      });
      this.isFailing = false;
    } catch (error) {
      this.hasher = undefined;
      this.keep(scenario, line, error);
    }
  }

  private keep(scenario: string, line: Waiting[], error: unknown): void {
    const all = [...line, ...(this.waiting.get(scenario) ?? [])];
    let given = 0;
    while (all.length > 0 && countOf(all) > mostWaiting) given += all.shift()?.answers.length ?? 0;
    this.waiting.set(scenario, all);
    this.timer ??= setTimeout(() => void this.flush(), flushMilliseconds).unref();
    if (this.isFailing && given === 0) return;
    this.isFailing = true;
    const lost = given === 0 ? '' : `, ${given} are lost`;
    this.logger.error({ err: loggedError(error) }, `answers of ${scenario} cannot be kept${lost}`);
  }
}

function countOf(line: readonly Waiting[]): number {
  return line.reduce((sum, { answers }) => sum + answers.length, 0);
}

function recordsOf({ at, version, answers }: Waiting, settings: LogSettings, hash: Hasher): AnswerRecord[] {
  return answers.map(({ keyValue, inputs, ...answer }) => ({
    ...answer,
    at,
    version,
    ...(settings.key !== undefined && keyValue !== undefined && { key: hash(settings.key, keyValue) }),
    ...(inputs && { inputs: withoutPersons(inputs, settings, hash) }),
  }));
}

function withoutPersons(inputs: Record<string, unknown>, { hashed }: LogSettings, hash: Hasher) {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => {
      const isHidden = hashed.has(name) && value !== null && value !== undefined;
      return [name, isHidden ? hash(name, value) : value];
    }),
  );
}
