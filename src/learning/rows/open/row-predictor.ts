import type { NoteCollector } from '../../../tables/columns/column-kind.js';
import { Preparation } from '../../../tables/preparation/preparation.js';
import { loadPreparation, type RowPreparation } from '../../../tables/preparation/staged-preparation.js';
import { asKnownAtOwn, stagesOfRows } from '../../../tables/preparation/stages.js';
import type { Derivation } from '../../../tables/derived/derive.js';
import type { Table } from '../../../tables/table.js';
import { loadEnsemble } from '../../../models/files/ensemble-file.js';
import type { Ensemble } from '../../../models/prediction/ensemble.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import { formatModelTag } from '../../../registry/model-tag.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ServedView } from '../../../scenarios/scenario-plugin.js';
import { taskSpecOf } from '../../../scenarios/task-spec.js';
import {
  prepareTable,
  type Examples,
  type HistoryRules,
  type PreparedTable,
  type TargetValue,
} from '../examples/examples.js';
import { historyWithReach, rowColumns, scenarioDerivation } from '../load/derived-columns.js';
import { constantOutputs } from '../tasks/constant-outputs.js';
import type { PortableVersion } from '../../portable.js';
import { portableRows } from './portable-rows.js';
import { RemarksByRow } from './remarks-by-row.js';
import { requireWindow } from './require-window.js';
import { taskOf } from '../tasks/index.js';
import { settledOutputs } from '../tasks/settled-outputs.js';
import type { Answerer, ClassColumn, KnownOfRow, RowAnswers, Task } from '../tasks/task.js';
import { bytesOf, parse, textOf, type ServedReport } from '../../artefact-reader.js';
import type { Asked, FeatureAnswers, OutcomeJudge, ReasonGiver } from '../../predictor.js';
import { ensembleSteps } from '../../../models/prediction/ensemble-steps.js';
import type { StepStarts } from '../../../models/prediction/steps.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { columnsRead } from '../explain/columns-read.js';
import { parseReferences, type References } from '../explain/references.js';
import { openWindowReasons } from '../explain/windows/open-windows.js';
import { parseReferenceWindows, type ReferenceWindows } from '../explain/windows/reference-windows.js';
import { parseDomain } from '../domain/domain-file.js';
import { rowDistances } from '../domain/row-distances.js';
import type { CalibratedDistance } from '../../../explanation/applicability/calibrated-distance.js';
import { openReasons, openStagedReasons } from '../explain/open-reasons.js';
import { scoredAlone } from '../tasks/figures-of.js';
import { servedFigures, type ScoredRows, type ServedFigures } from '../../scored-rows.js';

/** Outputs of so many rows as metrics read them, beside what happened where that is known. */
type Scored = (outputs: Float32Array, rows: number, values?: readonly TargetValue[]) => ScoredRows;

/** What of a version stays within its predictor. */
interface OpenedParts {
  examples: Examples;
  derivation: Derivation;
  model: Ensemble;
  scored: Scored;
  task: Task<unknown, unknown, TargetValue>;
  state: unknown;
  policy: unknown;
  settled: (outputs: Float32Array, table: Table, rows: Int32Array) => Float32Array;
  constant: (values: readonly TargetValue[]) => ScoredRows;
  outcomes: OutcomeJudge | undefined;
  /** What its rows are explained by: columns, and rows to compare with, which a version of an earlier build may not have. */
  columns: readonly ColumnSpec[];
  references?: References;
  windows?: ReferenceWindows;
  /** Outputs about the target itself, counted from the last values. */
  fromLast: (outputs: Float32Array, last: Float64Array | undefined) => Float32Array;
  domain?: CalibratedDistance;
}

/** A version in memory, ready to answer: the one path from a table of raw values to outputs, whatever the door. */
export class RowPredictor {
  readonly scenario: Scenario;
  /** `finance/credit-scoring@3` */
  readonly tag: string;
  readonly preparation: RowPreparation;
  readonly answerer: Answerer;
  readonly report: ServedReport;
  readonly outcomes: OutcomeJudge | undefined;
  private readonly examples: Examples;
  private readonly derivation: Derivation;
  private readonly model: Ensemble;
  private readonly scored: Scored;
  private readonly task: OpenedParts['task'];
  private readonly state: unknown;
  private readonly policy: unknown;
  private readonly settled: OpenedParts['settled'];
  private readonly constant: OpenedParts['constant'];
  private readonly columnsRead: OpenedParts['columns'];
  private readonly references: OpenedParts['references'];
  private readonly windows: OpenedParts['windows'];
  private readonly fromLast: OpenedParts['fromLast'];
  private readonly domain: OpenedParts['domain'];
  private measuring: ((declared: Table) => Float64Array) | undefined;
  private explaining: ReasonGiver | undefined;

  private constructor(
    parts: Pick<RowPredictor, 'scenario' | 'tag' | 'preparation' | 'answerer' | 'report'>,
    opened: OpenedParts,
  ) {
    this.scenario = parts.scenario;
    this.tag = parts.tag;
    this.preparation = parts.preparation;
    this.answerer = parts.answerer;
    this.report = parts.report;
    this.examples = opened.examples;
    this.derivation = opened.derivation;
    this.model = opened.model;
    this.scored = opened.scored;
    this.task = opened.task;
    this.state = opened.state;
    this.policy = opened.policy;
    this.settled = opened.settled;
    this.constant = opened.constant;
    this.outcomes = opened.outcomes;
    this.columnsRead = opened.columns;
    this.references = opened.references;
    this.windows = opened.windows;
    this.fromLast = opened.fromLast;
    this.domain = opened.domain;
  }

  /** @throws DamagedFileError when a file of the version is missing or not of its form. */
  static load(scenario: Scenario, { tag, files }: LoadedModel): RowPredictor {
    const { spec } = scenario;
    const stored = parse(files, 'preparation.json') as { features: unknown; target: unknown };
    const preparation = loadPreparation(stored.features, rowColumns(spec), spec.stages);
    const task = taskOf(spec);
    const { state, policy } = task.parse(stored.target);
    const model = loadEnsemble(textOf(files, 'model.json'), bytesOf(files, 'weights.bin'));
    for (const part of model.parts) requireWindow(part.model.shapes, spec);
    const taskSpec = taskSpecOf(spec);
    const answerer = task.answerer(state, policy, taskSpec);
    const examples = task.examples(taskSpec);
    const report = parse(files, 'report.json') as ServedReport;
    const alone = scoredAlone(task, { state, policy });
    const columns = columnsRead(preparation, spec);
    const references = parseReferences(files, columns);
    return new RowPredictor(
      { scenario, tag: formatModelTag(tag), preparation, answerer, report },
      {
        examples,
        derivation: scenarioDerivation(spec),
        model,
        task,
        state,
        policy,
        scored(outputs, rows, values) {
          if (values) return task.scored(outputs, task.encodeTargets(values, state), { state, policy });
          return alone(outputs, rows);
        },
        columns,
        references,
        windows: parseReferenceWindows(files, model.parts[0].model.shapes),
        fromLast: (outputs, last) => (last && task.settled ? task.settled(outputs, last, state) : outputs),
        domain: parseDomain(files, preparation.width),
        settled: (outputs, table, rows) =>
          settledOutputs({ task, examples, state }, outputs, { table, rows }),
        outcomes: task.scoredAnswers && {
          scored: (given, values) =>
            task.scoredAnswers!(given, task.encodeTargets(values, state), { state, policy }),
        },
        constant(values) {
          const targets = task.encodeTargets(values, state);
          return task.scored(constantOutputs(task, { targets, state }, values.length), targets, {
            state,
            policy,
          });
        },
      },
    );
  }

  /** True when no real row stands behind the model. */
  get synthetic(): boolean {
    return this.report.data.kind === 'synthetic-sample';
  }

  /** Only where a row is answered from the rows before it, too: what is to be known of these. */
  get history(): HistoryRules | undefined {
    return historyWithReach(this.examples.history, this.derivation);
  }

  get columns(): readonly string[] {
    return this.answerer.columns;
  }

  get classColumns(): readonly ClassColumn[] | undefined {
    return this.answerer.classes?.columns;
  }

  get section(): unknown {
    return this.report.plugin;
  }

  get fromFeatures(): FeatureAnswers | undefined {
    const { preparation, examples, derivation, answerer } = this;
    const { ofFeatures } = examples;
    if (!(preparation instanceof Preparation) || !ofFeatures || answerer.readsRemarks) return undefined;
    const width = this.model.parts[0].model.shapes.outputs;
    return {
      preparation,
      derivation,
      outputs: (data, rows) => {
        const matrix = { data, rows, width: preparation.width };
        return this.model.predict(ofFeatures({ matrix, features: preparation.features }), rows);
      },
      answers: (outputs) => this.answersTo(outputs, outputs.length / width),
      width,
      cells: answerer.forms,
    };
  }

  get reasons(): ReasonGiver | undefined {
    return (this.explaining ??= this.openedReasons());
  }

  private openedReasons(): ReasonGiver | undefined {
    if (this.windows) return this.windowReasons(this.windows);
    const { preparation, examples, derivation, columnsRead: columns, references, scenario } = this;
    const { ofFeatures } = examples;
    if (!ofFeatures || !references) return undefined;
    const opened = {
      spec: scenario.spec,
      references,
      scored: (outputs: Float32Array, rows: number) => this.scored(outputs, rows),
      served: (declared: Table) => this.figures(declared),
    };
    if (!(preparation instanceof Preparation)) return openStagedReasons({ ...opened, columns });
    const { features, width } = preparation;
    const inputsOf = (data: Float32Array) =>
      ofFeatures({ matrix: { data, rows: data.length / width, width }, features });
    const stepsFrom = (starts: StepStarts) => ensembleSteps(this.model, starts, inputsOf);
    return openReasons({ ...opened, preparation, derivation, stepsFrom });
  }

  private windowReasons(references: ReferenceWindows): ReasonGiver | undefined {
    const { examples, preparation, model, scenario } = this;
    const { lookAhead, division } = examples;
    return (
      division &&
      openWindowReasons({
        spec: scenario.spec,
        division: division(preparation.features),
        references,
        scored: (outputs, rows) => this.scored(outputs, rows),
        complete: (declared) => examples.completed?.(this.derive(declared)) ?? this.derive(declared),
        read: (declared, rows) => ({
          inputs: examples.inputs(this.prepare(declared), rows),
          last: lookAhead?.last?.(declared, rows),
        }),
        figures: ({ inputs, last }, rows) =>
          servedFigures(this.scored(this.fromLast(model.predict(inputs, rows), last), rows)),
      })
    );
  }

  get distances(): ((declared: Table) => Float64Array) | undefined {
    const { preparation, derivation, references, domain } = this;
    if (!(preparation instanceof Preparation) || !references || !domain) return undefined;
    return (this.measuring ??= rowDistances({
      preparation,
      derivation,
      references: references.table,
      domain,
    }));
  }

  answers(declared: Table, asked: Asked = {}): RowAnswers {
    const remarks = this.answerer.readsRemarks ? new RemarksByRow(asked.notes) : undefined;
    const outputs = this.outputs(declared, remarks ? { ...asked, notes: remarks } : asked);
    const moments = this.history && declared.column(this.history.order);
    const { rows, written } = asked;
    const knownAt = (at: number): KnownOfRow => {
      const row = rows?.[at] ?? at;
      return {
        ...(moments && written && { moment: { value: Number(moments[row]), written: written[row] } }),
        ...(remarks && { remarks: remarks.of(row) }),
      };
    };
    return this.answersTo(outputs, rows?.length ?? declared.rows, knownAt);
  }

  figures(declared: Table, asked: Pick<Asked, 'rows'> = {}): ServedFigures {
    const rows = asked.rows?.length ?? declared.rows;
    return servedFigures(this.scored(this.outputs(declared, asked), rows));
  }

  /**
   * Answers to some rows of a table whose derived columns are there, beside what happened.
   * @param values what each of `rows` would teach.
   */
  judge(derived: Table, rows: Int32Array, values: readonly TargetValue[]): ScoredRows {
    const outputs = this.model.predict(this.examples.inputs(this.prepareDerived(derived), rows), rows.length);
    return this.scored(this.settled(outputs, derived, rows), rows.length, values);
  }

  /** What is said by who knows no feature, but what the rows teach on the whole. */
  judgeConstant(values: readonly TargetValue[]): ScoredRows {
    return this.constant(values);
  }

  abilities(
    read: (rows: readonly unknown[]) => Table,
  ): Pick<ServedView, 'prepareRows' | 'policy' | 'nearest' | 'stateOf'> {
    return {
      policy: this.policy,
      nearest: (column, value, k) => this.preparation.nearest(column, value, k),
      stateOf: (column) => this.preparation.stateOf(column),
      prepareRows: (rows) => {
        const { matrix, features } = this.prepare(read(rows));
        return { ...matrix, features };
      },
    };
  }

  /** Outputs of a table of the declared columns, row-major. */
  outputs(declared: Table, { notes, rows }: Asked = {}): Float32Array {
    const inputs = this.examples.inputs(this.prepare(declared, notes), rows, notes);
    const asked = rows ?? Int32Array.from({ length: declared.rows }, (_, row) => row);
    return this.settled(this.model.predict(inputs, asked.length), declared, asked);
  }

  /** A table of the declared columns with the derived ones, beside the prepared features. */
  prepare(declared: Table, notes?: NoteCollector): PreparedTable {
    return this.prepareDerived(this.derive(declared), notes);
  }

  private answersTo(outputs: Float32Array, rows: number, knownAt?: (at: number) => KnownOfRow): RowAnswers {
    const { answerer } = this;
    return {
      answer: (at) => answerer.answer(outputs, at, knownAt?.(at)),
      cells: (at) => answerer.cells(outputs, at, knownAt?.(at)),
      classCells: (at) => answerer.classes?.cells(outputs, at) ?? [],
      figures: () => servedFigures(this.scored(outputs, rows)),
      paths: (at) => answerer.paths?.(outputs, at),
    };
  }

  private prepareDerived(table: Table, notes?: NoteCollector): PreparedTable {
    return prepareTable({ preparation: this.preparation, examples: this.examples }, table, notes);
  }

  /** The stage that each row is answered at, by what is known of it; undefined where the scenario has none. */
  stagesOf(declared: Table): string[] | undefined {
    const { stages } = this.scenario.spec;
    if (stages.length === 0) return undefined;
    return Array.from(stagesOfRows(declared, stages), (place) => stages[place].name);
  }

  derive(declared: Table): Table {
    const { stages } = this.scenario.spec;
    return this.derivation.score(stages.length === 0 ? declared : asKnownAtOwn(declared, stages));
  }

  portable(): PortableVersion {
    const { examples, preparation, model, scenario, tag, task, state, policy } = this;
    return portableRows({ scenario, tag, examples, preparation, model, task, state, policy }, (declared) => ({
      features: this.prepare(declared).matrix.data,
      figures: this.figures(declared),
    }));
  }

  dispose(): void {
    this.model.dispose();
  }
}
