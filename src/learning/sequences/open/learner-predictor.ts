import type { LoadedModel } from '../../../registry/model-registry.js';
import { formatModelTag } from '../../../registry/model-tag.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ServedView } from '../../../scenarios/scenario-plugin.js';
import type { Table } from '../../../tables/table.js';
import { parse, type ServedReport } from '../../artefact-reader.js';
import { notPortable } from '../../portable.js';
import { noFeatures } from '../../no-features.js';
import { targetColumns } from '../../../scenarios/targets.js';
import { probabilityOf } from '../../figure-names.js';
import type { Asked, ReasonGiver } from '../../predictor.js';
import { learnerReasons } from './learner-reasons.js';
import type { HistoryRules } from '../../rows/examples/examples.js';
import type { RowAnswers } from '../../rows/tasks/task.js';
import type { ServedFigures } from '../../scored-rows.js';
import { answerColumns } from '../check.js';
import { followInPieces } from '../fit/tracer.js';
import { historyRulesOf } from '../history.js';
import type { LearnerRecord } from '../load/records.js';
import { Vocabulary } from '../load/vocabulary.js';
import { tracingOptions, type TracingOptions } from '../options.js';
import { LearnerAnswers, type AnswerParts } from './learner-answers.js';
import { openTracers, type OpenedTracers } from './open-tracers.js';
import { requireSteps } from './require-steps.js';
import { askedRows } from './questions.js';
import { waitsFor } from '../waits-for.js';

/** A version that follows learners. */
export class LearnerPredictor {
  readonly scenario: Scenario;
  /** `education/personalised-learning@3` */
  readonly tag: string;
  readonly history: HistoryRules;
  readonly columns = ['prediction', 'lower', 'upper', 'practise'] as const;
  private readonly parts: AnswerParts;
  private explaining: ReasonGiver | undefined;

  private constructor(
    { scenario, tag, report }: { scenario: Scenario; tag: string; report: ServedReport },
    private readonly opened: OpenedTracers,
  ) {
    this.scenario = scenario;
    this.tag = tag;
    this.report = report;
    this.history = historyRulesOf(scenario.spec);
    const { tracer, state } = opened;
    const vocabulary = new Vocabulary(state.skills);
    const options = tracingOptions(scenario.spec);
    const prerequisites = withDeclared(state.prerequisites, vocabulary, options);
    this.parts = { tracer, state, vocabulary, options, prerequisites };
  }

  private readonly report: ServedReport;

  /** @throws DamagedFileError when a file of the version is missing, not of its form or not of the scenario as it is declared now. */
  static load(scenario: Scenario, { tag, files }: LoadedModel): LearnerPredictor {
    const report = parse(files, 'report.json') as ServedReport;
    const opened = openTracers(files);
    requireSteps(opened, scenario.spec);
    return new LearnerPredictor({ scenario, tag: formatModelTag(tag), report }, opened);
  }

  get reasons(): ReasonGiver {
    const { tracer, vocabulary } = this.parts;
    this.explaining ??= learnerReasons({
      tracer,
      vocabulary,
      name: probabilityOf(targetColumns(this.scenario.spec)[0]),
      questionsOf: (declared, rows) => this.asked(declared, { rows }).questions(),
    });
    return this.explaining;
  }

  get synthetic(): boolean {
    return this.report.data.kind === 'synthetic-sample';
  }

  get section(): unknown {
    return this.report.plugin;
  }

  /** No column is derived: an answer says all that is known of it. */
  derive(declared: Table): Table {
    return declared;
  }

  stagesOf(): undefined {
    return undefined;
  }

  answers(declared: Table, asked: Asked = {}): RowAnswers {
    const answers = this.asked(declared, asked);
    return {
      answer: (at) => ({ prediction: answers.prediction(at) }),
      cells: (at) => answers.cells(at),
    };
  }

  figures(declared: Table, asked: Pick<Asked, 'rows'> = {}): ServedFigures {
    const chances = this.asked(declared, asked).chances();
    return { values: Float64Array.from(chances, ({ chance }) => chance), width: 1 };
  }

  /** Of each answer of each record the chance that was given to it, from the answers before it. */
  follow(records: readonly LearnerRecord[]): Float64Array[] {
    const { tracer, vocabulary, state } = this.parts;
    return followInPieces(
      tracer,
      records.map((record) => vocabulary.encode(record)),
      state.steps,
    );
  }

  abilities(): Pick<ServedView, 'prepareRows'> {
    return noFeatures(this.scenario);
  }

  portable(): never {
    const reason = 'It reads all answers of a learner one after the other.';
    throw notPortable(this.tag, reason, 'a history of answers');
  }

  dispose(): void {
    this.opened.dispose();
  }

  private asked(declared: Table, asked: Asked): LearnerAnswers {
    const columns = answerColumns(this.scenario.spec);
    const { vocabulary, options } = this.parts;
    const rows = askedRows(declared, { columns, vocabulary, window: options.window }, asked);
    return new LearnerAnswers(rows, this.parts);
  }
}

/** What a scenario declares of a skill takes the place of what was learnt of it; what was learnt and would then close a circle is left out. */
function withDeclared(
  learnt: readonly (readonly number[])[],
  vocabulary: Vocabulary,
  { prerequisites }: TracingOptions,
): (readonly number[])[] {
  const all = [...learnt];
  const declared = new Set<number>();
  for (const { skill, after } of prerequisites) {
    const index = vocabulary.indexOf(skill);
    if (index <= 0) continue;
    all[index] = after.map((one) => vocabulary.indexOf(one)).filter((one) => one > 0);
    declared.add(index);
  }
  all.forEach((own, skill) => {
    if (declared.size === 0 || declared.has(skill)) return;
    all[skill] = own.filter((one) => one !== skill && !waitsFor(one, skill, (other) => all[other]));
  });
  return all;
}
