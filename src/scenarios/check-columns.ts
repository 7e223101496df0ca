import { shown, type ErrorDetail } from '../core/errors.js';
import type { ScenarioSpec } from './schema/scenario.js';

/** A column that can be changed says to what: categories and yes or no to any other value, numbers to listed ones. */
export function actionableHasValues(spec: ScenarioSpec): ErrorDetail[] {
  return spec.columns.flatMap((column, i) => {
    const { actionable, kind } = column;
    if (!actionable) return [];
    const pointer = `/columns/${i}/actionable`;
    if (actionable === true) {
      const hasValues = kind === 'boolean' || ('categories' in column && column.categories !== undefined);
      if (hasValues) return [];
      return [
        { pointer, column: column.name, expected: 'to: [values]', received: `true, for a ${kind} column` },
      ];
    }
    const codes = 'categories' in column ? column.categories?.map(({ code }) => code) : undefined;
    return actionable.to.flatMap((value, place) => {
      const fits = codes ? codes.includes(String(value)) : kind !== 'numeric' || typeof value === 'number';
      if (fits) return [];
      const expected = codes ? `one of ${codes.join(', ')}` : 'a number';
      return [{ pointer: `${pointer}/to/${place}`, column: column.name, expected, received: shown(value) }];
    });
  });
}

/** Stages go from the least known to the most, and what comes later may be absent. */
export function stagesGrow(spec: ScenarioSpec): ErrorDetail[] {
  const { stages, columns } = spec;
  const late = stages.flatMap(({ without }, i) => without.map((name, j) => ({ name, i, j })));
  const names = stages.map(({ name }) => name);
  return [
    ...names.flatMap((name, i) =>
      names.indexOf(name) < i
        ? [{ pointer: `/stages/${i}/name`, expected: 'each stage once', received: `${shown(name)} twice` }]
        : [],
    ),
    ...late.flatMap(({ name, i, j }) => {
      const pointer = `/stages/${i}/without/${j}`;
      const column = columns.find((one) => one.name === name);
      if (!column) return [{ pointer, expected: 'the name of a column', received: shown(name) }];
      if (!column.optional) {
        return [
          {
            pointer,
            expected: `optional: true at the column ${name}`,
            received: 'a column that must be there',
          },
        ];
      }
      if (i === 0 || stages[i - 1].without.includes(name)) return [];
      const expected = `no column that is known at the stage ${names[i - 1]} before`;
      return [{ pointer, expected, received: shown(name) }];
    }),
  ];
}
