import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import { easterOfYear, weekOfDay, yearOfDay } from '../../tables/columns/calendar.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

const name = z.string().min(1);

/** Options of the mechanism `store-weeks`. */
export const storeWeeksOptions = z.strictObject({
  mechanism: z.literal('store-weeks'),
  seed: z.number().int().min(0).max(0xffffffff),
  /** Rows at the most: whole weeks of all series, less those that are absent. */
  rows: z.number().int().min(2).max(1_000_000),
  /** The Friday with which the first week ends. */
  start: z.iso.date(),
  stores: z.number().int().min(1).max(100),
  departments: z.number().int().min(1).max(100),
  /** Names of the columns, in their order in the table. */
  columns: z.strictObject({
    series: name,
    store: name,
    department: name,
    week: name,
    sales: name,
    holiday: name,
    temperature: name,
    fuel: name,
    markdowns: z.tuple([name, name, name, name, name]),
    prices: name,
    unemployment: name,
    type: name,
    size: name,
  }),
  /** From this Friday on mark-downs are known. */
  markdownsFrom: z.iso.date(),
  /** Share of the weeks that are absent, and of those with more returns than sales. */
  absent: z.number().min(0).max(0.5).default(0),
  returns: z.number().min(0).max(0.5).default(0),
});

export type StoreWeeksOptions = z.infer<typeof storeWeeksOptions>;

/** Retail weeks (ISO 8601) that are marked as holidays, and by what share demand rises in them where a department lives by it. */
const holidays: Readonly<Record<number, number>> = { 6: 0.15, 36: 0.1, 47: 0.9, 51: 0.9, 52: 0.3 };
const marked = [6, 36, 47, 52];

/** How much of a deviation is still there a week later. */
const memory = 0.7;

interface Department {
  /** Sales of a week in a store of size 1, how they swing over the year, what holidays and Easter mean to it. */
  level: number;
  swing: number;
  phase: number;
  festive: number;
  easter: number;
  noise: number;
}

interface Store {
  size: number;
  type: string;
  growth: number;
  climate: number;
}

/**
 * Weekly sales of departments in stores. What is expected is a level of the department times the size of the store, times a
 * growth of the store, a wave over the year and what holidays and Easter mean to the department; about it a deviation that fades from week
 * to week, which departments of one store share in part, and the noise of the week, both as shares. Weather, prices and mark-downs run beside it and
 * mean nothing. A few weeks are absent, in a few more is brought back than sold.
 */
export const storeWeeksMechanism: SampleMechanism<StoreWeeksOptions> = {
  name: 'store-weeks',
  columns: ({ columns }) => Object.values(columns).flat(),
  problems: () => [],
  generate(options): SampleTable {
    const { stores, departments, rows } = options;
    const root = createRandom(options.seed);
    const ofStores = root.fork('stores');
    const ofDepartments = root.fork('departments');
    const storeList = Array.from({ length: stores }, () => drawStore(ofStores));
    const departmentList = Array.from({ length: departments }, () => drawDepartment(ofDepartments));
    const weeks = Math.floor(rows / (stores * departments));
    const records = storeList.flatMap((store, s) => {
      const shared = deviations(root.fork(`store ${s}`), weeks, 0.04);
      return departmentList.flatMap((department, d) => {
        const random = root.fork(`series ${s} ${d}`);
        const own = deviations(random.fork('deviations'), weeks, department.noise);
        return Array.from({ length: weeks }, (_, week) =>
          weekOf(options, { s, d, week, store, department, random, deviation: shared[week] + own[week] }),
        ).flat();
      });
    });
    return { header: storeWeeksMechanism.columns(options), records };
  },
};

function drawStore(random: Random): Store {
  const size = 0.5 + 1.5 * random.next();
  return {
    size,
    type: size > 1.3 ? 'A' : size > 0.8 ? 'B' : 'C',
    growth: 0.03 * random.normal(),
    climate: 45 + 30 * random.next(),
  };
}

function drawDepartment(random: Random): Department {
  return {
    level: 2000 * Math.exp(1.2 * random.normal() + 1),
    swing: 0.25 * random.next(),
    phase: 2 * Math.PI * random.next(),
    festive: Math.max(0, 0.6 + 0.5 * random.normal()),
    easter: Math.max(0, 0.4 * random.normal()),
    noise: 0.03 + 0.07 * random.next(),
  };
}

function deviations(random: Random, weeks: number, size: number): number[] {
  let deviation = 0;
  return Array.from({ length: weeks }, () => (deviation = memory * deviation + size * random.normal()));
}

interface WeekParts {
  s: number;
  d: number;
  week: number;
  store: Store;
  department: Department;
  random: Random;
  deviation: number;
}

/** No row where the week is absent. */
function weekOf(options: StoreWeeksOptions, parts: WeekParts): string[][] {
  const { s, d, week, store, department, random, deviation } = parts;
  const day = Date.parse(options.start) / 86_400_000 + 7 * week;
  const season = (2 * Math.PI * (day % 365.25)) / 365.25;
  const ofYear = weekOfDay(day);
  const isEaster = [0, 1, 2, 3, 4, 5, 6].includes(easterOfYear(yearOfDay(day)) - day - 1);
  const expected =
    department.level *
    store.size *
    (1 + (store.growth * week) / 52) *
    (1 + department.swing * Math.sin(season + department.phase)) *
    (1 + department.festive * (holidays[ofYear] ?? 0) + (isEaster ? department.easter : 0));
  const sold = Math.max(0, expected * (1 + deviation + department.noise * random.normal()));
  const draw = random.next();
  const sales = draw > 1 - options.returns ? -0.02 * sold : sold;
  const beside = besides(options, { day, season, store, random });
  if (draw < options.absent) return [];
  return [
    [
      `${s + 1}-${d + 1}`,
      String(s + 1),
      String(d + 1),
      dayText(day),
      sales.toFixed(2),
      marked.includes(ofYear) ? 'TRUE' : 'FALSE',
      ...beside,
      store.type,
      String(Math.round(100_000 * store.size)),
    ],
  ];
}

function besides(
  { markdownsFrom }: StoreWeeksOptions,
  { day, season, store, random }: { day: number; season: number; store: Store; random: Random },
): string[] {
  const temperature = store.climate - 22 * Math.cos(season - 0.3) + 4 * random.normal();
  const amounts = Array.from({ length: 5 }, () => (3000 * random.next() ** 2).toFixed(2));
  const known = dayText(day) >= markdownsFrom;
  return [
    temperature.toFixed(2),
    (3 + 0.4 * Math.sin(day / 200)).toFixed(3),
    ...amounts.map((amount) => (known ? amount : '')),
    (200 + day / 1000).toFixed(3),
    (8 - store.growth * 10).toFixed(3),
  ];
}

function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
