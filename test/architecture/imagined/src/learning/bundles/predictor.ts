import { NotFoundError } from '../../core/errors.js';
import { loadModel } from '../../models/files/model-file.js';
import type { LoadedModel } from '../../registry/model-registry.js';
import { formatModelTag } from '../../registry/model-tag.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import { listOf } from '../../tables/columns/list.column.js';
import type { Table } from '../../tables/table.js';
import { bytesOf, parse, textOf, type ServedReport } from '../artefact-reader.js';
import { parseFitted } from '../parse-fitted.js';
import type { Asked, Predictor } from '../predictor.js';
import { bundleColumns } from './check.js';
import { bundleStateSchema, valuesBy } from './state.js';

export function openBundle(scenario: Scenario, { tag, files }: LoadedModel): Predictor {
  const { parts } = bundleColumns(scenario.spec);
  const state = parseFitted(bundleStateSchema, parse(files, 'preparation.json'));
  const model = loadModel(textOf(files, 'model.json'), bytesOf(files, 'weights.bin'));
  const report = parse(files, 'report.json') as ServedReport;
  const known = new Set(state.known);
  const valuesOf = (declared: Table, { rows, notes }: Asked = {}) => {
    const held = declared.column(parts).map(listOf);
    held.forEach((names, row) => {
      const stranger = names.find((name) => !known.has(name));
      if (stranger !== undefined)
        notes?.add(row, {
          code: 'unknown-category',
          column: parts,
          expected: 'a part that was learnt from',
          received: stranger,
        });
    });
    return valuesBy(model, state, rows ? Array.from(rows, (row) => held[row]) : held);
  };
  return {
    scenario,
    tag: formatModelTag(tag),
    columns: ['prediction'],
    synthetic: report.data.kind === 'synthetic-sample',
    section: report.plugin,
    derive: (declared) => declared,
    stagesOf: () => undefined,
    answers(declared, asked) {
      const values = valuesOf(declared, asked);
      return {
        answer: (row) => ({ prediction: { value: values[row] } }),
        cells: (row) => [String(values[row])],
      };
    },
    figures: (declared, asked) => ({ values: valuesOf(declared, asked), width: 1 }),
    abilities: () => ({
      prepareRows: () => {
        throw new NotFoundError(`${scenario.spec.id} has no features to prepare.`);
      },
    }),
    portable: () => {
      throw new NotFoundError(`${scenario.spec.id} has no graph.`);
    },
    dispose: () => model.dispose(),
  };
}
