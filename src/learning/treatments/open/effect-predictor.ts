import type { TreatmentEffectPredictions } from '../../../evaluation/predictions/treatment-effect.predictions.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import { formatModelTag } from '../../../registry/model-tag.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ServedView } from '../../../scenarios/scenario-plugin.js';
import type { NoteCollector } from '../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import type { Derivation } from '../../../tables/derived/derive.js';
import { loadPreparation, type RowPreparation } from '../../../tables/preparation/staged-preparation.js';
import type { Table } from '../../../tables/table.js';
import { parse, type ServedReport } from '../../artefact-reader.js';
import { notPortable } from '../../portable.js';
import type { Asked, Predictor, ReasonGiver } from '../../predictor.js';
import { columnsRead } from '../../rows/explain/columns-read.js';
import { parseReferences, type References } from '../../rows/explain/references.js';
import { rowColumns, scenarioDerivation } from '../../rows/load/derived-columns.js';
import type { RowAnswers } from '../../rows/tasks/task.js';
import type { ServedFigures } from '../../scored-rows.js';
import { openEffectReasons } from '../explain/open-reasons.js';
import { armInputs } from '../arm-inputs.js';
import { treatmentName } from '../load/treated-rows.js';
import { effectOptions } from '../options.js';
import { besideObserved, sayEffects, type SaidEffects } from '../said-effects.js';
import { effectAnswers, effectColumns, type AnsweredEffects } from './effect-answers.js';
import { openEffects, type OpenedEffects } from './open-effects.js';

interface OpenedParts {
  preparation: RowPreparation;
  derivation: Derivation;
  effects: OpenedEffects;
  report: ServedReport;
  columns: readonly ColumnSpec[];
  /** Absent in a version of an earlier build. */
  references?: References;
}

/** A version in memory that says what a treatment would change. */
export class EffectPredictor implements Predictor {
  private readonly how: AnsweredEffects;
  private explaining: ReasonGiver | undefined;

  private constructor(
    readonly scenario: Scenario,
    readonly tag: string,
    private readonly opened: OpenedParts,
  ) {
    const { spec } = scenario;
    const { unit } = opened.effects.outcome;
    const { support } = effectOptions(spec);
    this.how = { support, treatment: treatmentName(spec), unit, decision: spec.decision };
  }

  /** @throws DamagedFileError when a file of the version is missing or not of its form. */
  static load(scenario: Scenario, { tag, files }: LoadedModel): EffectPredictor {
    const { spec } = scenario;
    const stored = parse(files, 'preparation.json') as { features: unknown; target: unknown };
    const preparation = loadPreparation(stored.features, rowColumns(spec));
    const columns = columnsRead(preparation, spec);
    return new EffectPredictor(scenario, formatModelTag(tag), {
      preparation,
      columns,
      references: parseReferences(files, columns),
      derivation: scenarioDerivation(spec),
      effects: openEffects(files, stored.target),
      report: parse(files, 'report.json') as ServedReport,
    });
  }

  get columns(): readonly string[] {
    return effectColumns(this.how);
  }

  get synthetic(): boolean {
    return this.opened.report.data.kind === 'synthetic-sample';
  }

  get reasons(): ReasonGiver | undefined {
    return (this.explaining ??= this.openedReasons());
  }

  private openedReasons(): ReasonGiver | undefined {
    const { columns, references, effects } = this.opened;
    if (!references) return undefined;
    const { spec } = this.scenario;
    const served = (declared: Table) => this.figures(declared);
    return openEffectReasons({ spec, columns, references, unit: effects.outcome.unit, served });
  }

  get section(): unknown {
    return this.opened.report.plugin;
  }

  derive(declared: Table): Table {
    return this.opened.derivation.score(declared);
  }

  stagesOf(): undefined {
    return undefined;
  }

  answers(declared: Table, { notes, rows }: Asked = {}): RowAnswers {
    const table = rows ? declared.take(rows) : declared;
    return effectAnswers(this.say(this.derive(table), notes), this.how, notes);
  }

  figures(declared: Table, { rows }: Pick<Asked, 'rows'> = {}): ServedFigures {
    const { effect } = this.say(this.derive(rows ? declared.take(rows) : declared));
    return { values: effect, width: 1 };
  }

  /** Effects of rows whose derived columns are there. */
  say(table: Table, notes?: NoteCollector): SaidEffects {
    const { preparation, effects } = this.opened;
    const matrix = preparation.transform(table, notes);
    return sayEffects(effects, armInputs({ table, matrix, features: preparation.features }));
  }

  /** What is said of rows beside what was observed, and what is said by who knows the average effect alone. */
  judge(
    table: Table,
    observed: Pick<TreatmentEffectPredictions, 'treated' | 'outcome'>,
  ): { predictions: TreatmentEffectPredictions; constant: TreatmentEffectPredictions } {
    const predictions = besideObserved(this.say(table), observed);
    const effect = new Float64Array(table.rows).fill(this.opened.effects.average);
    return { predictions, constant: { ...predictions, effect } };
  }

  abilities(read: (rows: readonly unknown[]) => Table): Pick<ServedView, 'prepareRows'> {
    const { preparation } = this.opened;
    return {
      prepareRows: (rows) => {
        const matrix = preparation.transform(this.derive(read(rows)));
        return { ...matrix, features: preparation.features };
      },
    };
  }

  portable(): never {
    const reason =
      'It weighs several networks against each other: outcomes with and without the treatment, and who is treated.';
    throw notPortable(this.tag, reason, 'an effect of several networks');
  }

  dispose(): void {
    this.opened.effects.dispose();
  }
}
