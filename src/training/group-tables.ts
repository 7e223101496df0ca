import { z } from 'zod';
import type { ReportTable } from './report-table.js';

/** NaN is null once it was stored. */
const figure = z.number().or(z.nan()).nullable();
const compared = z.looseObject({ value: figure, lower: figure, upper: figure });
const share = compared.extend({ count: z.number(), of: z.number() });

/** Versions from before groups were compared with intervals have none of this. */
const comparisonSchema = z.looseObject({
  reference: z.string().optional(),
  rates: z.array(
    z.looseObject({
      group: z.string(),
      count: z.number(),
      baseRate: share,
      selectionRate: share,
      truePositiveRate: share,
      falsePositiveRate: share,
    }),
  ),
  differences: z.array(
    z.looseObject({
      group: z.string(),
      selectionRate: compared.nullable(),
      truePositiveRate: compared.nullable(),
      falsePositiveRate: compared.nullable(),
      selectionRatio: compared.nullable(),
    }),
  ),
  calibration: z.array(
    z.looseObject({
      group: z.string(),
      count: z.number(),
      meanProbability: figure,
      observedRate: figure,
      gap: compared,
    }),
  ),
  notEstimable: z.array(
    z.looseObject({ group: z.string(), count: z.number(), positives: z.number(), negatives: z.number() }),
  ),
});

type Comparison = z.infer<typeof comparisonSchema>;

/** Counts and rates of groups, how they differ from the largest, calibration in each, and what has too few rows to be told. */
export function comparisonTables(section: unknown, of: string, label: string): ReportTable[] {
  const { data } = comparisonSchema.safeParse(section);
  if (!data) return [];
  return [
    rateTable(data, of, label),
    ...differenceTables(data, of, label),
    ...calibrationTables(data, of),
    ...rareTables(data, of),
  ];
}

function rateTable({ rates }: Comparison, of: string, label: string): ReportTable {
  return {
    title: `Counts and rates of ${of}, with 95 % intervals`,
    rows: [
      ['group', 'happened', ...ratesHead(label)],
      ...rates.map((one) => [
        one.group,
        counted(one.baseRate),
        counted(one.selectionRate),
        counted(one.truePositiveRate),
        counted(one.falsePositiveRate),
      ]),
    ],
  };
}

function ratesHead(label: string): string[] {
  const others = label === 'positive' ? 'negative' : 'others';
  return [`labelled ${label}`, `of the ${label}`, `of the ${others}`];
}

function differenceTables({ reference, differences }: Comparison, of: string, label: string): ReportTable[] {
  if (reference === undefined || differences.length === 0) return [];
  const rows = differences.map((one) => [
    one.group,
    interval(one.selectionRate),
    interval(one.truePositiveRate),
    interval(one.falsePositiveRate),
    interval(one.selectionRatio),
  ]);
  const beyond = differences.filter((one) =>
    [one.selectionRate, one.truePositiveRate, one.falsePositiveRate].some(excludesZero),
  );
  const chance =
    beyond.length === 0
      ? 'No difference is beyond chance'
      : `Beyond chance: ${beyond.map(({ group }) => group).join(', ')}`;
  return [
    {
      title: `Differences of ${of} from ${reference}, with simultaneous 95 % intervals`,
      rows: [['group', ...ratesHead(label), `ratio of the shares labelled ${label}`], ...rows],
      summary: `${chance}. Four-fifths rule: ${fourFifths(differences)}.`,
    },
  ];
}

/** The rule of the US EEOC (1978), either way round: nobody says here whether being selected is good for a person. */
function fourFifths(differences: Comparison['differences']): string {
  const ratios = differences.flatMap(({ group, selectionRatio }) =>
    typeof selectionRatio?.value === 'number' ? [{ group, ...selectionRatio }] : [],
  );
  const outside = ratios.filter(({ value }) => value !== null && (value < 0.8 || value > 1.25));
  const surely = outside.filter(({ lower, upper }) => (upper ?? 1) < 0.8 || (lower ?? 1) > 1.25);
  if (outside.length === 0) return 'kept by every group';
  const named = outside.map(({ group }) => group).join(', ');
  const sure = surely.length === 0 ? 'none' : surely.map(({ group }) => group).join(', ');
  return `not kept by ${named}; with the whole interval: ${sure}`;
}

function calibrationTables({ calibration }: Comparison, of: string): ReportTable[] {
  if (calibration.length === 0) return [];
  const rows = calibration.map(({ group, count, meanProbability, observedRate, gap }) => [
    group,
    `${count}`,
    number(meanProbability),
    number(observedRate),
    interval(gap),
  ]);
  const head = ['group', 'rows', 'mean probability', 'happened', 'difference (95 % interval)'];
  return [{ title: `Calibration of ${of}`, rows: [head, ...rows] }];
}

function rareTables({ notEstimable }: Comparison, of: string): ReportTable[] {
  if (notEstimable.length === 0) return [];
  const rows = notEstimable.map(({ group, count, positives, negatives }) => [
    group,
    `${count}`,
    `${positives}`,
    `${negatives}`,
  ]);
  return [
    {
      title: `Too rare to compare in ${of}`,
      rows: [['group', 'rows', 'happened', 'did not happen'], ...rows],
      summary: 'A group is compared from 30 rows on, and a rate within it from 10 rows on.',
    },
  ];
}

const numbersSchema = z.looseObject({
  reference: z.string().optional(),
  groups: z.array(
    z.looseObject({
      group: z.string(),
      count: z.number(),
      meanResidual: compared,
      meanAbsoluteError: compared,
      residualDifference: compared.nullable(),
      errorDifference: compared.nullable(),
    }),
  ),
  notEstimable: z.array(z.looseObject({ group: z.string(), count: z.number() })),
});

/** How far numbers are from what happens in each group; nothing where no number is predicted. */
export function numberTables(section: unknown, of: string): ReportTable[] {
  const { data } = numbersSchema.safeParse(section);
  if (!data) return [];
  const rows = data.groups.map((one) => [
    one.group,
    `${one.count}`,
    interval(one.meanResidual),
    interval(one.meanAbsoluteError),
    interval(one.residualDifference),
    interval(one.errorDifference),
  ]);
  const rare = data.notEstimable.map(({ group, count }) => [group, `${count}`, '–', '–', '–', '–']);
  const head = [
    'group',
    'rows',
    'mean residual',
    'mean absolute error',
    'difference of residuals',
    'difference of errors',
  ];
  const beside = data.reference === undefined ? '' : ` beside ${data.reference}`;
  return [
    {
      title: `Numbers of ${of}${beside}, with 95 % intervals`,
      rows: [head, ...rows, ...rare],
      summary:
        'A residual is what happened less what was predicted; groups of fewer than 30 rows are not told.',
    },
  ];
}

function excludesZero(one: z.infer<typeof compared> | null): boolean {
  return (one?.lower ?? 0) > 0 || (one?.upper ?? 0) < 0;
}

function counted({ count, of, value, lower, upper }: z.infer<typeof share>): string {
  return of === 0 ? '–' : `${count}/${of}: ${interval({ value, lower, upper })}`;
}

interface Bounded {
  value: number | null;
  lower: number | null;
  upper: number | null;
}

function interval(one: Bounded | null): string {
  if (one === null || one.value === null) return '–';
  if (one.lower === null || one.upper === null) return number(one.value);
  return `${number(one.value)} (${number(one.lower)} – ${number(one.upper)})`;
}

function number(value: number | null): string {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(3) : '–';
}
