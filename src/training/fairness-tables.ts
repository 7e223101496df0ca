import { z } from 'zod';
import { comparisonTables, numberTables } from './group-tables.js';
import type { ReportTable } from './report-table.js';

/** NaN is null once it was stored. */
const figure = z.number().or(z.nan()).nullable();

const groupsSchema = z.looseObject({
  groups: z.array(
    z.looseObject({
      group: z.string(),
      count: z.number(),
      baseRate: figure,
      selectionRate: figure,
      truePositiveRate: figure,
      falsePositiveRate: figure,
    }),
  ),
  comparison: z.looseObject({ demographicParityRatio: figure, equalisedOddsDifference: figure }),
});

type Groups = z.infer<typeof groupsSchema>;

/** Each of several classes, or of several targets, by itself. */
const eachSchema = z.object({
  classes: z.record(z.string(), groupsSchema).default({}),
  targets: z.record(z.string(), groupsSchema).default({}),
});

/** Of answers that are numbers alone. */
const numbersSchema = z.object({ numbers: z.unknown().optional() });

const fairnessSchema = z.record(z.string(), z.union([groupsSchema, eachSchema.and(numbersSchema)]));

/** How the groups of each sensitive column fare. */
export function fairnessTables(fairness: unknown): ReportTable[] {
  const { data = {} } = fairnessSchema.safeParse(fairness);
  return Object.entries(data).flatMap(([column, own]) => {
    const numbers = numberTables(own.numbers, column);
    if ('groups' in own) {
      const title = `Groups of ${column}, at the threshold`;
      return [groupsTable(own, title, 'positive'), ...comparisonTables(own, column, 'positive'), ...numbers];
    }
    const { classes, targets } = own;
    return [
      ...Object.entries(classes).flatMap(([name, one]) => [
        groupsTable(one, `Groups of ${column}, the class ${name} against the rest`, name),
        ...comparisonTables(one, `${column}, ${name}`, name),
      ]),
      ...Object.entries(targets).flatMap(([name, one]) => [
        groupsTable(one, `Groups of ${column}, ${name} at the threshold`, 'positive'),
        ...comparisonTables(one, `${column}, ${name}`, 'positive'),
      ]),
      ...numbers,
    ];
  });
}

function groupsTable({ groups, comparison }: Groups, title: string, label: string): ReportTable {
  return {
    title,
    rows: [
      [
        'group',
        'rows',
        'happened',
        `labelled ${label}`,
        `of the ${label}`,
        `of the ${label === 'positive' ? 'negative' : 'others'}`,
      ],
      ...groups.map((one) => [
        one.group,
        `${one.count}`,
        number(one.baseRate),
        number(one.selectionRate),
        number(one.truePositiveRate),
        number(one.falsePositiveRate),
      ]),
    ],
    summary: `Lowest by highest share labelled ${label} ${number(comparison.demographicParityRatio)}; equalised odds difference ${number(comparison.equalisedOddsDifference)}.`,
  };
}

function number(value: number | null): string {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(4) : '–';
}
