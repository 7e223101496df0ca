import { createRandom } from '../../core/random.js';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';

const text = `id: test/treatment
title: { en: Tiny, zh: 小 }
question: { en: What would it change?, zh: 会改变什么？ }
data: { file: rows.csv }
columns:
  - { name: age, kind: numeric, meaning: { en: Age, zh: 年龄 }, missing: median }
  - { name: score, kind: numeric, meaning: { en: Score, zh: 评分 }, missing: median }
  - { name: north, kind: boolean, meaning: { en: Region, zh: 地区 }, missing: most-frequent }
  - { name: treated, kind: boolean, role: treatment, meaning: { en: Treated, zh: 处理 }, optional: true }
target: { name: health, kind: numeric, meaning: { en: Health, zh: 健康 }, unit: points }
task: { name: treatment-effect, options: { refutations: 4 } }
model: { architecture: dragonnet, options: { shared: [16], heads: [8] } }
training: { epochs: 60, batchSize: 128 }
split: { method: random, test: 0.2, validation: { folds: 3 } }
metrics: { primary: r_error }
`;

/** A small scenario of a treatment, with lines replaced for a test. */
export function treatmentSpec(...replacements: [string, string][]): ScenarioSpec {
  const changed = replacements.reduce((all, [from, to]) => all.replace(from, to), text);
  return parseScenario(changed, 'scenario.yaml');
}

/** One case whose every truth is known. */
export interface KnownCase {
  age: number;
  score: number;
  north: number;
  treated: number;
  health: number;
  /** What treatment changes in it. */
  effect: number;
  chance: number;
}

/**
 * Cases who are treated the likelier the older and the worse they are, so that those treated fare worse although treatment helps: by 1
 * where the score is 0, by 2 more with each unit of it.
 */
export function knownCases(count: number, seed: number, noise = 0.5): KnownCase[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const [age, score] = [random.normal(), random.normal()];
    const north = random.next() < 0.5 ? 1 : 0;
    const chance = 1 / (1 + Math.exp(-(age - 0.3 * north)));
    const treated = random.next() < chance ? 1 : 0;
    const effect = 1 + 2 * score;
    const health = 10 - 4 * age + score + north + treated * effect + noise * random.normal();
    return { age, score, north, treated, health, effect, chance };
  });
}

/** The rows of a file, without what no study knows. */
export function casesCsv(cases: readonly KnownCase[]): string {
  const lines = cases.map(({ age, score, north, treated, health }) =>
    [age.toFixed(4), score.toFixed(4), north, treated, health.toFixed(4)].join(),
  );
  return `age,score,north,treated,health\n${lines.join('\n')}\n`;
}
