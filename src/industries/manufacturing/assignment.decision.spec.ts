import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { shippedScenarios } from '../../core/paths.js';
import { readCsvFile } from '../../csv/read-table.js';
import { loadScenarios } from '../../scenarios/load-scenarios.js';
import { assignment } from './assignment.decision.js';

const { batch, schema } = assignment;
const air = { choice: 'mode', option: 'air', price: 4, values: { Mode: 'Air' } };
const sea = { choice: 'mode', option: 'sea', values: { Mode: 'Ocean' }, capacity: 3 };
const vendors = ['A', 'B', 'C'].map((option) => ({ choice: 'vendor', option, values: { Vendor: option } }));
const spec = schema.parse({
  rule: 'assignment',
  lateCost: 10,
  choices: [air, sea, ...vendors],
  amount: 'packs',
});

describe('what orders can be assigned to', () => {
  it('is every combination of an option of each choice, which sets the columns of all', () => {
    const alternatives = batch.alternatives?.(spec, batch.options(spec).parse({})) ?? [];
    expect(alternatives.map(({ name }) => name)).toEqual([
      ...['air / A', 'air / B', 'air / C'],
      ...['sea / A', 'sea / B', 'sea / C'],
    ]);
    expect(alternatives[4].values).toEqual({ Mode: 'Ocean', Vendor: 'B' });
  });

  it('is the same out of a table as out of JSON', () => {
    const empty = { capacity: '', rate: '', Mode: '', Vendor: '' };
    const table = [
      { ...empty, choice: 'mode', option: 'air', price: '4', Mode: 'Air' },
      { ...empty, choice: 'mode', option: 'sea', price: '', capacity: '3', Mode: 'Ocean' },
      ...vendors.map(({ option }) => ({ ...empty, choice: 'vendor', option, price: '0', Vendor: option })),
    ];
    expect(batch.options(spec).parse({ choices: table })).toEqual(batch.options(spec).parse({}));
  });

  it('is read with the amount and the columns that are set, each once', () => {
    const options = batch.options(spec).parse({ allowed: 'Vendor' });
    expect(
      batch.columns(spec, options).map(({ name, kind, optional = false }) => [name, kind, optional]),
    ).toEqual([
      ['packs', 'number', false],
      ['Vendor', 'text', true],
      ['Mode', 'text', true],
    ]);
  });

  it.each<[Record<string, unknown>, (string | number)[], string]>([
    [{ choices: [] }, ['choices'], ''],
    [{ choices: [air, air] }, ['choices', 1, 'option'], 'each option of mode once'],
    [{ choices: [{ ...air, capacity: 1.5 }] }, ['choices', 0, 'capacity'], 'a whole number from 0'],
    [{ choices: [{ option: 'air' }] }, ['choices', 0, 'choice'], ''],
    [{ lateCost: -1 }, ['lateCost'], 'a number, at least 0'],
    [{ timeLimit: 601 }, ['timeLimit'], 'seconds, more than 0 and at most 600'],
    [
      { choices: Array.from({ length: 101 }, (_, i) => ({ choice: 'vendor', option: String(i) })) },
      ['choices'],
      'at most 100 combinations of options',
    ],
  ])('is refused: %j', (given, path, message) => {
    const [issue] = batch.options(spec).safeParse(given).error?.issues ?? [];
    expect(issue.path).toEqual(path);
    expect(issue.message).toContain(message);
  });
});

it('the example of manufacturing/supply-chain sets columns of the scenario to values that they have', async () => {
  const scenarios = await loadScenarios([shippedScenarios]);
  const scenario = scenarios.find(({ spec: { id } }) => id === 'manufacturing/supply-chain')!;
  const declared = schema.parse(scenario.spec.batchDecisions?.[0]);
  const { header, records } = await readCsvFile(join(scenario.folder, 'examples', 'choices.csv'));
  const choices = records.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i]])));
  const options = batch.options(declared).parse({ choices });
  const alternatives = batch.alternatives?.(declared, options) ?? [];
  expect(alternatives).toHaveLength(9);
  const modes = scenario.spec.columns.find(({ name }) => name === 'Shipment Mode');
  const codes = modes?.kind === 'categorical' ? modes.categories?.map(({ code }) => code) : [];
  for (const { values } of alternatives) {
    expect(Object.keys(values).sort()).toEqual([
      'Fulfill Via',
      'Shipment Mode',
      'Vendor',
      'Vendor INCO Term',
    ]);
    expect(codes).toContain(values['Shipment Mode']);
  }
});
