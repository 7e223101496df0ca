import { Inject, Injectable } from '@nestjs/common';
import type { Configuration } from '../core/configuration.js';
import { InvalidInputError, type ErrorDetail } from '../core/errors.js';
import { CONFIGURATION } from '../core/tokens.js';
import { givenAnswer } from '../monitoring/answers/answer-record.js';
import { logSettings } from '../monitoring/answers/log-settings.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { parseModelTag } from '../registry/model-tag.js';
import { problemsOf, readObjects } from '../tables/reading/rows.js';
import type { RowProblem } from '../tables/reading/row-problems.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { Reference } from '../tables/reference/reference.js';
import { createSketcher, type Sketch, type Sketcher } from '../tables/reference/sketch.js';
import type { Table } from '../tables/table.js';
import type { HistoryRules } from '../learning/rows/examples/examples.js';
import type { AnswerEnvelope, AnswerList } from '../learning/answer.js';
import { newAnswerId } from './answer-id.js';
import { answerSeries, answerTable, type GivenRows } from './answer-rows.js';
import { GatheredAnswers, type AnswerTogether, type RowsAnswered } from './gathered-answers.js';
import { refuseOutside } from './applicability/policy.js';
import { lightPredictions } from './light-work.js';
import type { Predictor } from '../learning/predictor.js';
import { readBody, type Pointers, type RequestRows } from './request-body.js';
import { requireReasons, usualReasons, withReasons } from './row-reasons.js';
import { ServedModels } from './served-models.js';
import { Turns } from './turns.js';

/** One row gives its envelope, many rows a list of them in the order of the request. */
export type PredictionResponse = AnswerEnvelope | AnswerList;

export interface AskedPrediction {
  version?: number;
  reasons?: number;
}

/**
 * Predict one row (`{"features": {...}}`) or many (`{"rows": [{...}, ...]}`). Where rows are read with those before them, a row
 * of `rows` has the rows of its series before it in the list as its history, and `{"history": [{...}, ...]}` asks for the last row
 * of each series alone.
 */
@Injectable()
export class PredictRows {
  private readonly gathered: GatheredAnswers;

  constructor(
    private readonly models: ServedModels,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    private readonly turns: Turns,
    private readonly events: OperationEvents,
  ) {
    const mostRows = ({ scenario }: Predictor) => lightPredictions(scenario.spec).rows;
    const answer: AnswerTogether = (served, rows) => answerTogether(served, rows, this.observer(served));
    this.gathered = new GatheredAnswers({ answer, mostRows, turns });
  }

  /**
   * @param asked.version absent: the champion.
   * @param asked.reasons of each row so many reasons at most; absent: some with one row where they cost little, none with many.
   * @throws InvalidInputError with one detail per wrong field (JSON pointer, expected, received); NotFoundError for an unknown version.
   */
  execute(
    scenario: string,
    body: unknown,
    { version, reasons }: AskedPrediction = {},
  ): Promise<PredictionResponse> {
    return this.models.use({ scenario, version }, async (served) => {
      const readsHistory = served.history !== undefined;
      const asked = readBody(body, this.configuration.maxRows, readsHistory);
      if (reasons !== undefined && reasons > 0) requireReasons(served);
      const answered = await this.counted(served, asked);
      const { form } = asked;
      const usual = form === 'features' && served.reasons?.areUsual ? usualReasons : 0;
      const answers = await this.reasoned(served, answered, { asked, most: reasons ?? usual });
      const single = form === 'features' || (form === 'history' && answers.length === 1);
      return single ? answers[0] : { scenario, model: served.tag, answers };
    });
  }

  /** The same answers, with so many reasons each where the version can tell them. */
  private reasoned(
    served: Predictor,
    answers: AnswerEnvelope[],
    { asked: { rows, form, pointers }, most }: { asked: RequestRows; most: number },
  ): AnswerEnvelope[] | Promise<AnswerEnvelope[]> {
    const giver = served.reasons;
    if (most === 0 || !giver || answers.length === 0) return answers;
    return this.turns.take(() => {
      const table = readRows(served, rows, pointers);
      const asked = form === 'history' ? served.history?.lastRows(table) : undefined;
      return withReasons(answers, giver, { table, most, rows: asked });
    });
  }

  /** The answers, told to whoever counts them; of a request that is refused, that none of its rows was answered. */
  private async counted(served: Predictor, asked: RequestRows): Promise<AnswerEnvelope[]> {
    const started = performance.now();
    const tell = (answered: number, rejected: number) =>
      this.events.emit('answered', {
        ...parseModelTag(served.tag),
        door: asked.form === 'rows' ? 'batch' : 'single',
        answered,
        rejected,
        seconds: (performance.now() - started) / 1000,
      });
    try {
      const answers = refuseOutside(served, await this.answers(served, asked), asked.pointers);
      tell(answers.length, 0);
      this.keep(served, answers, asked);
      return answers;
    } catch (error) {
      if (error instanceof InvalidInputError) tell(0, asked.rows.length);
      throw error;
    }
  }

  /** Told to the log of answers, where the scenario has one and somebody keeps it. */
  private keep(served: Predictor, answers: readonly AnswerEnvelope[], asked: RequestRows): void {
    const { spec } = served.scenario;
    const settings = logSettings(spec, this.configuration);
    if (!settings || answers.length === 0 || this.events.listenerCount('given') === 0) return;
    const rows = asked.form === 'history' ? lastOfSeries(served, asked) : asked.rows;
    const given = answers.map((answer, at) => givenAnswer(answer, rows[at], settings));
    this.events.emit('given', { ...parseModelTag(served.tag), answers: given });
  }

  private async answers(served: Predictor, { rows, form, pointers }: RequestRows): Promise<AnswerEnvelope[]> {
    const { history } = served;
    const asked = { rows, pointers, onAnswered: this.observer(served) };
    if (form === 'history') return this.turns.take(() => answerSeriesOf(served, asked));
    if (history) return this.turns.take(() => answerInOrder(served, history, asked));
    const answers = (await this.gathered.of(served, rows)).filter((answer) => answer !== undefined);
    if (answers.length < rows.length) throw refusal(served, rows, pointers);
    return answers;
  }

  /** Tells whoever compares them with what was learnt from in which bins rows lie, where the version knows. */
  private observer({ reference, scenario, tag }: Predictor): GivenRows['onAnswered'] {
    if (!reference) return undefined;
    return (table, answers) => {
      const sketch: Sketch = {};
      sketcherOf(reference, scenario.spec)(sketch, table, () => answers.figures?.());
      this.events.emit('seen', { ...parseModelTag(tag), reference, sketch });
    };
  }
}

const sketchers = new WeakMap<Reference, Sketcher>();

function sketcherOf(reference: Reference, { columns }: Scenario['spec']): Sketcher {
  const known = sketchers.get(reference) ?? createSketcher(columns, reference);
  sketchers.set(reference, known);
  return known;
}

/** Each row for itself; what cannot be read costs the others nothing. */
function answerTogether(
  served: Predictor,
  rows: readonly unknown[],
  onAnswered: GivenRows['onAnswered'],
): RowsAnswered {
  const { table, accepted } = readObjects(served.scenario.spec.columns, rows, 0);
  const answered = new Array<RowsAnswered[number]>(rows.length).fill(undefined);
  if (table.rows > 0)
    answerTable(served, table, { newId: newAnswerId, onAnswered }).forEach(
      (answer, at) => (answered[accepted[at]] = answer),
    );
  return answered;
}

/** The rows that are answered where the others are their context only. */
function lastOfSeries(served: Predictor, { rows, pointers }: RequestRows): unknown[] {
  const last = served.history?.lastRows(readRows(served, rows, pointers)) ?? [];
  return Array.from(last, (row) => rows[row]);
}

interface AskedRows extends Pick<GivenRows, 'onAnswered'> {
  rows: readonly unknown[];
  pointers: Pointers;
}

/** Each row, read with the rows of its series before it in the list. */
function answerInOrder(
  served: Predictor,
  history: HistoryRules,
  { rows, pointers, onAnswered }: AskedRows,
): AnswerEnvelope[] {
  const table = readRows(served, rows, pointers);
  const written = writtenOrder(history, rows);
  checkOrder(history, table, { pointers, written });
  checkLength(history, table, { pointers, rows: Int32Array.from({ length: table.rows }, (_, row) => row) });
  return answerTable(served, table, { newId: newAnswerId, written, onAnswered });
}

/**
 * The last row of each series, read with the rows before it.
 * @throws InvalidInputError naming each wrong field, each row out of order, and where a scenario reads no history.
 */
export function answerHistory(
  served: Predictor,
  rows: readonly unknown[],
  pointers: Pointers,
): AnswerEnvelope[] {
  return answerSeriesOf(served, { rows, pointers });
}

function answerSeriesOf(served: Predictor, { rows, pointers, onAnswered }: AskedRows): AnswerEnvelope[] {
  const given = readHistory(served, rows, pointers);
  return answerSeries(served, given.table, { ...given, newId: newAnswerId, onAnswered });
}

/**
 * Possible futures of the last row of each series, `[series, paths, horizons]`.
 * @throws InvalidInputError as {@link answerHistory}, and where the version has no such futures.
 */
export function pathsOfHistory(
  served: Predictor,
  rows: readonly unknown[],
  pointers: Pointers,
): number[][][] {
  const { table, history } = readHistory(served, rows, pointers);
  const last = history.lastRows(table);
  const answers = served.answers(table, { rows: last });
  return Array.from(last, (_, at) => {
    const paths = answers.paths?.(at);
    if (paths) return paths;
    throw new InvalidInputError(`${served.tag} cannot tell how its errors go together.`, {
      hint: 'It needs quantiles (task.options), and rows held out that know every horizon.',
    });
  });
}

/**
 * Rows of series in their order.
 * @throws InvalidInputError as {@link answerHistory}.
 */
export function readHistory(served: Predictor, rows: readonly unknown[], pointers: Pointers) {
  const { history } = served;
  if (!history) throw new InvalidInputError(`${served.scenario.spec.id} reads each row for itself.`);
  const table = readRows(served, rows, pointers);
  const written = writtenOrder(history, rows);
  checkOrder(history, table, { pointers, written });
  checkLength(history, table, { pointers, rows: history.lastRows(table) });
  return { table, history, written };
}

/** How rows that were read write their place in their order. */
function writtenOrder({ order }: HistoryRules, rows: readonly unknown[]): unknown[] {
  return rows.map((row) => (row as Record<string, unknown>)[order]);
}

/** @throws InvalidInputError naming each row that comes before an earlier one of its series. */
function checkOrder(
  history: HistoryRules,
  table: Table,
  { pointers, written }: { pointers: Pointers; written: readonly unknown[] },
): void {
  const problems = history.outOfOrder(table, written);
  if (problems.size === 0) return;
  throw new InvalidInputError('The rows of a series must come in their order.', {
    details: problemDetails(problems, pointers),
  });
}

/** @throws InvalidInputError naming each row whose series is too short to answer it. */
function checkLength(
  history: HistoryRules,
  table: Table,
  { pointers, rows }: { pointers: Pointers; rows: Int32Array },
): void {
  const problems = history.tooShort?.(table, rows);
  if (!problems || problems.size === 0) return;
  throw new InvalidInputError('A series is too short to say what comes next.', {
    details: problemDetails(problems, pointers),
    hint: 'Send the rows before it, too: {"history": [{...}, ...]}, the last one is answered.',
  });
}

function problemDetails(problems: ReadonlyMap<number, RowProblem>, pointers: Pointers): ErrorDetail[] {
  return Array.from(problems, ([row, { column, expected, received }]) => ({
    pointer: `${pointers(row)}/${escapePointer(column)}`,
    expected,
    received,
  })).slice(0, mostDetails);
}

/** So many wrong fields are listed: a small request must not draw an answer of many megabytes. */
const mostDetails = 1000;

/**
 * A table of the declared columns from JSON rows.
 * @throws InvalidInputError with one detail per wrong field, for the first of them when there are very many.
 */
export function readRows(
  served: Predictor,
  rows: readonly unknown[],
  pointers: (row: number) => string,
): Table {
  const { table, problemCount } = readObjects(served.scenario.spec.columns, rows, 0);
  if (problemCount === 0) return table;
  throw refusal(served, rows, pointers);
}

function refusal(served: Predictor, rows: readonly unknown[], pointers: Pointers): InvalidInputError {
  const { id, columns } = served.scenario.spec;
  const { rejected, problemCount } = problemsOf(columns, rows, mostDetails);
  const details: ErrorDetail[] = rejected.flatMap(({ row, problems }) =>
    problems.map(({ column, expected, received }) => ({
      pointer: `${pointers(row)}${column === '' ? '' : `/${escapePointer(column)}`}`,
      expected,
      received,
    })),
  );
  const more = problemCount > mostDetails ? ` The first ${mostDetails} of ${problemCount} are listed.` : '';
  return new InvalidInputError(`Some fields are not what the scenario expects.${more}`, {
    details,
    hint: `Every field is described by GET /v1/${id}, or: sextant describe ${id}`,
  });
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
