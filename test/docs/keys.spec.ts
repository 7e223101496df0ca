import { describe, expect, it } from '@jest/globals';
import { environmentDefaults } from '../../src/core/configuration.js';
import { decisionRules } from '../../src/decisions/index.js';
import { industryRules } from '../../src/industries/industries.module.js';
import { parseDatasetSpec, datasetSchema } from '../../src/datasets/dataset-spec.js';
import { generateSample } from '../../src/datasets/generate-sample.js';
import { metricNames } from '../../src/evaluation/metrics/names.js';
import { architectures } from '../../src/models/architectures/index.js';
import { trainingOptionsSchema } from '../../src/models/training/training-options.js';
import { parseScenario } from '../../src/scenarios/load-scenarios.js';
import { scenarioSchema, type ScenarioSpec } from '../../src/scenarios/schema/scenario.js';
import { checkLearning } from '../../src/learning/check.js';
import { trainingNoteSchema } from '../../src/learning/training-note.js';
import { blocksOf } from './guide-blocks.js';
import { codeSpans, projectFiles, readProjectFile, tablesOf } from './markdown.js';
import { schemaKeys, type KeyFacts } from './schema-keys.js';

/** The rows of the tables whose head begins with `key`, by the key. */
function documentedKeys(markdown: string): Map<string, string> {
  const rows = tablesOf(markdown)
    .filter(([head]) => head[0] === 'key')
    .flatMap(([, ...body]) => body);
  return new Map(rows.map((cells) => [codeSpans(cells[0])[0], cells.join(' | ')]));
}

/** What a guide lacks or has too much, as sentences. */
function gaps(keys: ReadonlyMap<string, KeyFacts>, documented: ReadonlyMap<string, string>): string[] {
  const stale = [...documented.keys()].filter((key) => !keys.has(key)).map((key) => `${key} is no key`);
  const lacking = [...keys].flatMap(([key, { defaults, words }]) => {
    const row = documented.get(key);
    if (row === undefined) return [`${key} is not documented`];
    // Its rules differ by kind, so they have a table of their own.
    if (key === 'columns[].missing') return [];
    const told = new Set(codeSpans(row).flatMap((span) => [span, ...span.split(/[ ,]+/u)]));
    const untold = [...defaults, ...words].filter((word) => !told.has(word));
    return untold.map((word) => `${key} does not mention \`${word}\``);
  });
  return [...stale, ...lacking];
}

it('docs/data.md tells every note of a training', () => {
  const { code } = trainingNoteSchema.shape;
  expect(code.options.filter((one) => !codeSpans(readProjectFile('docs/data.md')).includes(one))).toEqual([]);
});

describe('docs/scenario-spec.md', () => {
  const text = readProjectFile('docs/scenario-spec.md');

  it('has every key of scenario.yaml with its words and defaults, and no other', () => {
    const keys = new Map([
      ...schemaKeys(scenarioSchema),
      ...schemaKeys(trainingOptionsSchema, 'training'),
      ...Object.values(architectures).flatMap(({ options }) => [...schemaKeys(options, 'model.options')]),
    ]);
    for (const { schema } of [...decisionRules(), ...industryRules]) {
      for (const [key, { defaults, words }] of schemaKeys(schema, 'decision')) {
        const known = keys.get(key) ?? { defaults: [], words: [] };
        keys.set(key, {
          defaults: new Set([...known.defaults, ...defaults]),
          words: new Set([...known.words, ...words]),
        });
      }
    }
    // Only a container: its keys are those of the training's own schema.
    keys.delete('training');
    // The same declaration as that of the only target, in a list.
    for (const key of [...keys.keys()]) if (key.startsWith('targets[].')) keys.delete(key);
    expect(keys.size).toBeGreaterThan(60);
    expect(gaps(keys, documentedKeys(text))).toEqual([]);
  });

  it('has the missing-value rules of every kind of column', () => {
    const { words } = schemaKeys(scenarioSchema).get('columns[].missing')!;
    expect([...words].filter((rule) => !codeSpans(text).includes(rule))).toEqual([]);
  });

  it('names every metric', () => {
    expect(metricNames.filter((name) => !codeSpans(text).includes(name))).toEqual([]);
  });

  it('shows an example that is right', () => {
    const [example] = blocksOf(text).filter(({ language }) => language === 'yaml');
    const spec = parseScenario(example.content, 'docs/scenario-spec.md');
    expect(checkLearning(spec)).toEqual([]);
  });
});

/** The first scenario of a guide with the derived columns that it shows later. */
function withDerived(guide: string): ScenarioSpec {
  const all = blocksOf(readProjectFile(guide)).filter(({ language }) => language === 'yaml');
  const scenario = all.find(({ content }) => /^target:/mu.test(content));
  const derived = all.find(({ content }) => content.startsWith('derived:'));
  const text = scenario?.content.replace(/^target:/mu, `${derived?.content ?? ''}\ntarget:`);
  return parseScenario(text ?? '', guide);
}

it.each([
  ['docs/scenario-spec.md', ['price', 'late_web_price', 'channel_season']],
  ['docs/your-own-scenario.md', ['fee_by_tenure', 'new_and_monthly']],
])('%s shows derived columns that are right', (guide, names) => {
  expect(withDerived(guide).derived.map(({ name }) => name)).toEqual(names);
});

describe('docs/data.md', () => {
  const text = readProjectFile('docs/data.md');

  it('has every key of dataset.yaml with its words and defaults, and no other', () => {
    const keys = schemaKeys(datasetSchema);
    expect(keys.size).toBeGreaterThan(30);
    expect(gaps(keys, documentedKeys(text))).toEqual([]);
  });

  it('shows an example that is right, and whose sample can be made', () => {
    const [example] = blocksOf(text).filter(({ language }) => language === 'yaml');
    const spec = parseDatasetSpec({ text: example.content, path: 'docs/data.md' });
    expect(generateSample(spec).records).toHaveLength(spec.sample.rows);
  });
});

describe('an environment variable', () => {
  const rows = projectFiles()
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => tablesOf(readProjectFile(path)).flat())
    .filter(([first]) => first !== undefined);

  it.each(Object.entries(environmentDefaults))('%s is in one table, with its default', (name, value) => {
    const found = rows.filter(([first]) => codeSpans(first).includes(name));
    expect(found).toHaveLength(1);
    if (value !== undefined) expect(found[0][1]).toBe(`\`${value}\``);
  });
});
