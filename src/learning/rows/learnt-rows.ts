import { linearView } from '../../explanation/linear-view.js';
import type { MetricName } from '../../evaluation/metrics/names.js';
import type { LoadedModel } from '../../registry/model-registry.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import { eventOf, servedFigures, targetsIn, type ServedFigures } from '../scored-rows.js';
import type { KeptRows, Learnt, ScoredPair } from '../family.js';
import { otherSeed } from '../other-seed.js';
import type { ReportSections } from '../report.js';
import { chooseReferences, type ChosenReferences } from './explain/choose-references.js';
import { chooseReferenceWindows } from './explain/windows/choose-windows.js';
import { versionFiles } from './files/version-files.js';
import type { FittedScenario } from './fit/fit-scenario.js';
import { holdOut, type HeldOutRows } from './judge/held-out-rows.js';
import { plotOf } from './judge/plot.js';
import { heldOutSections, reasonOf } from './judge/sections.js';
import { heldOutByStage, stageSections } from './judge/stage-sections.js';
import { profileRows } from './load/profile-rows.js';
import { dataAt } from './load/row-stages.js';
import type { TrainingData } from './load/training-data.js';
import { constantOutputs } from './tasks/constant-outputs.js';
import { RowPredictor } from './open/row-predictor.js';
import { chooseRows } from './split/choose-rows.js';
import { rowMask } from '../../tables/splits/row-mask.js';
import type { Profile } from '../../tables/profile/profile-schema.js';

interface LearntParts {
  scenario: Scenario;
  data: TrainingData;
  fitted: FittedScenario;
  /** Rows that it was learnt from, and those held out. */
  development: Int32Array;
  test: Int32Array;
  seed: number;
}

/** A fit, and the rows that it has not seen. */
export class LearntRows implements Learnt {
  /** At the first stage, where there are stages. */
  private readonly held: HeldOutRows;
  private readonly stages: ReadonlyMap<string, HeldOutRows>;

  /** Once they were asked for. */
  private chosen?: { references?: ChosenReferences; windows?: { text: string; rows: number } };

  constructor(private readonly parts: LearntParts) {
    const { scenario, data, fitted, test } = parts;
    const { stages, sensitive } = scenario.spec;
    this.stages = heldOutByStage({ scenario, data, fitted, rows: test });
    this.held = this.stages.get(stages.at(0)?.name ?? '') ?? holdOut(fitted, data, test, sensitive);
  }

  judge(): ReportSections {
    const { scenario, fitted, seed } = this.parts;
    const { metrics, stages } = scenario.spec;
    return {
      rows: { development: fitted.rows, test: this.held.table.rows },
      served: {
        architecture: fitted.served.name,
        reason: reasonOf(fitted, metrics.primary as MetricName),
      },
      ...heldOutSections(fitted, this.held, seed),
      ...(stages.length > 0 && { stages: stageSections(fitted, this.stages) }),
      plugin: this.pluginSection(),
    };
  }

  beside(version: LoadedModel): ScoredPair | undefined {
    const { scenario, data, fitted } = this.parts;
    const rows = this.unseenBy(version);
    if (rows.length === 0) return undefined;
    const other = RowPredictor.load(scenario, version);
    try {
      const known = dataAt(scenario, data, scenario.spec.stages.at(0));
      const values = Array.from(rows, (row) => known.targets[row]);
      const own = holdOut(fitted, known, rows).scored(fitted.served);
      return { own, other: other.judge(known.table, rows, values) };
    } finally {
      other.dispose();
    }
  }

  /** The rows held out, without those from which a version has learnt that divided the same data otherwise. */
  private unseenBy(version: LoadedModel): Int32Array {
    const { scenario, data, test } = this.parts;
    const theirs = otherSeed(version, data.source, scenario.spec);
    if (theirs === undefined) return test;
    const heldOutThen = rowMask(chooseRows(scenario, data, theirs).test, data.table.rows);
    return test.filter((row) => heldOutThen[row] === 1);
  }

  profile(): Profile {
    const { scenario, data, development } = this.parts;
    return profileRows(scenario, data.table.take(development));
  }

  /** Of several targets the rows of which each is known differ, so there is no row of figures. */
  heldOutFigures(): ServedFigures | undefined {
    const scored = this.held.scored(this.parts.fitted.served);
    return targetsIn(scored) ? undefined : servedFigures(scored);
  }

  kept(): KeptRows {
    const { references, windows } = this.references();
    return { rows: references?.rows, windows: windows?.rows };
  }

  files(): Record<string, string | Uint8Array> {
    const { scenario, fitted } = this.parts;
    const plot = plotOf({ scenario, fitted, held: this.held });
    return versionFiles(fitted, { plot, ...this.references() });
  }

  dispose(): void {
    this.parts.fitted.dispose();
  }

  private references(): NonNullable<LearntRows['chosen']> {
    const { scenario, fitted, data, development, seed } = this.parts;
    const { table } = data;
    this.chosen ??= {
      references: chooseReferences(scenario.spec, fitted, { training: table.take(development), seed }),
      windows: chooseReferenceWindows(fitted, { table, development, seed }),
    };
    return this.chosen;
  }

  private pluginSection(): unknown {
    const { scenario, data, fitted, development } = this.parts;
    const { candidates, preparation } = fitted;
    const linear = candidates.find(({ name }) => name === 'linear');
    return scenario.plugin.report?.({
      linear: linear && linearView(linear.model, preparation.features),
      training: data.table.take(development),
      events: this.eventsOf(development),
      columns: scenario.spec.columns,
      derived: scenario.spec.derived,
      prepare: (table) => preparation.transform(table),
    });
  }

  /** Whether the event happened in rows; what is predicted of them does not matter here. */
  private eventsOf(rows: Int32Array): ArrayLike<number> | undefined {
    const { data, fitted } = this.parts;
    const { task, taskSpec, fitted: learnt, developmentTargets } = fitted;
    if (![task.decidesOn?.(taskSpec)].flat().includes('event')) return undefined;
    const values = Array.from(rows, (row) => data.targets[row]);
    const targets = task.encodeTargets(values, learnt.state);
    const from = { targets: developmentTargets, state: learnt.state };
    return eventOf(task.scored(constantOutputs(task, from, rows.length), targets, learnt))?.labels;
  }
}
