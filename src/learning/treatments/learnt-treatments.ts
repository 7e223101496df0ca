import type { LoadedModel } from '../../registry/model-registry.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import { rowMask } from '../../tables/splits/row-mask.js';
import type { Profile } from '../../tables/profile/profile-schema.js';
import type { KeptRows, Learnt, ScoredPair } from '../family.js';
import { otherSeed } from '../other-seed.js';
import { drawPanels } from '../plots/panels.js';
import { scoredPanels } from '../plots/scored-panels.js';
import type { ReportSections } from '../report.js';
import { profileRows } from '../rows/load/profile-rows.js';
import type { TrainingData } from '../rows/load/training-data.js';
import { chooseEffectReferences } from './explain/choose-references.js';
import { versionFiles } from './files/version-files.js';
import type { FittedEffects } from './fit/fit-effects.js';
import { holdOutEffects, type HeldOutEffects } from './judge/held-out-effects.js';
import { effectSections } from './judge/sections.js';
import { asRegression } from './load/treated-rows.js';
import { EffectPredictor } from './open/effect-predictor.js';
import { chooseTreated } from './split.js';

interface LearntParts {
  scenario: Scenario;
  data: TrainingData;
  fitted: FittedEffects;
  /** Rows that it was learnt from, and those held out. */
  development: Int32Array;
  test: Int32Array;
  seed: number;
}

/** A fit of effects, and the rows that it has not seen. */
export class LearntTreatments implements Learnt {
  private readonly held: HeldOutEffects;

  /** Once they were asked for. */
  private chosen?: { text: string; rows: number };

  constructor(private readonly parts: LearntParts) {
    const { scenario, data, fitted, test } = parts;
    this.held = holdOutEffects(scenario.spec, fitted, data, test);
  }

  judge(): ReportSections {
    const { scenario, data, fitted, seed, development } = this.parts;
    const { preparation } = fitted;
    return {
      ...effectSections(scenario.spec, fitted, this.held, seed),
      plugin: scenario.plugin.report?.({
        training: data.table.take(development),
        columns: scenario.spec.columns,
        derived: scenario.spec.derived,
        prepare: (table) => preparation.transform(table),
      }),
    };
  }

  /** Both are judged by the propensities and outcomes of this fit: what differs is the effects alone. */
  beside(version: LoadedModel): ScoredPair | undefined {
    const { scenario, data, fitted } = this.parts;
    const rows = this.unseenBy(version);
    if (rows.length === 0) return undefined;
    const other = EffectPredictor.load(scenario, version);
    try {
      const held = holdOutEffects(scenario.spec, fitted, data, rows);
      const { effect } = other.say(data.table.take(rows));
      return { own: held.scored(fitted.served), other: held.withEffects(effect) };
    } finally {
      other.dispose();
    }
  }

  profile(): Profile {
    const { scenario, data, development } = this.parts;
    return profileRows(asRegression(scenario), data.table.take(development));
  }

  files(): Record<string, string | Uint8Array> {
    const { scenario, fitted } = this.parts;
    const { target, title } = scenario.spec;
    const panels = scoredPanels(this.held.scored(fitted.served), { target: target?.name ?? '' });
    return versionFiles(fitted, { plot: drawPanels(title, panels), references: this.references().text });
  }

  kept(): KeptRows {
    return { rows: this.references().rows };
  }

  dispose(): void {
    this.parts.fitted.dispose();
  }

  private references(): { text: string; rows: number } {
    const { scenario, fitted, data, development, seed } = this.parts;
    const training = data.table.take(development);
    this.chosen ??= chooseEffectReferences(scenario.spec, fitted, { training, seed });
    return this.chosen;
  }

  /** The rows held out, without those from which a version has learnt that divided the same data otherwise. */
  private unseenBy(version: LoadedModel): Int32Array {
    const { scenario, data, test } = this.parts;
    const theirs = otherSeed(version, data.source, scenario.spec);
    if (theirs === undefined) return test;
    const heldOutThen = rowMask(chooseTreated(scenario, data, theirs).test, data.table.rows);
    return test.filter((row) => heldOutThen[row] === 1);
  }
}
