import type { Prepared, PreparedColumn } from '../../src/learning/portable.js';
import type { ColumnRecipe } from '../../src/tables/columns/recipe.js';

/** A row as the table holds it: numbers, codes, dates as milliseconds, null where there is no value. */
export type TableRow = Record<string, number | string | null>;

/** Features of rows by `interface.json` alone, as a program that does not know Sextant would work them out. */
export function prepareRows(rows: readonly TableRow[], prepared: Prepared): Float32Array {
  const features = new Float32Array(rows.length * prepared.width);
  rows.forEach((row, i) => {
    for (const column of columnsFor(row, prepared)) {
      features.set(featuresOf(row[column.name] ?? null, column.recipe), i * prepared.width + column.at);
    }
  });
  return features;
}

function columnsFor(row: TableRow, { stages, columns = [] }: Prepared): readonly PreparedColumn[] {
  if (!stages) return columns;
  const late = stages[0].without;
  const own = stages.findLast(({ without }) =>
    late.every((name) => without.includes(name) || (row[name] ?? null) !== null),
  );
  return (own ?? stages[0]).columns;
}

type RecipeOf<How> = Extract<ColumnRecipe, { how: How }>;

function featuresOf(value: number | string | null, recipe: ColumnRecipe): number[] {
  switch (recipe.how) {
    case 'number':
      return flagged(
        [standardised(transformed(Number(value ?? recipe.fill), recipe), recipe)],
        value,
        recipe,
      );
    case 'rank':
      return flagged([recipe.ranks[String(value)] ?? recipe.fill], value, recipe);
    case 'one-hot':
      return oneHot(value, recipe);
    case 'index':
      return [recipe.categories.indexOf(String(value)) + 1];
    case 'date':
      return flagged(dateParts(Number(value ?? recipe.fill), recipe), value, recipe);
  }
}

function flagged(features: number[], value: unknown, { flag }: { flag: boolean }): number[] {
  return flag ? [...features, value === null ? 1 : 0] : features;
}

function standardised(
  value: number,
  scale: Pick<RecipeOf<'number'>, 'constant' | 'mean' | 'deviation' | 'largest'>,
) {
  if (scale.constant) return 0;
  return Math.max(-scale.largest, Math.min(scale.largest, (value - scale.mean) / scale.deviation));
}

function transformed(value: number, { transform, landmarks }: RecipeOf<'number'>): number {
  if (transform === 'log1p') return Math.sign(value) * Math.log1p(Math.abs(value));
  if (transform === 'none' || !landmarks) return value;
  const { values, scores } = landmarks;
  const above = values.findIndex((one) => one > value);
  if (above === 0) return scores[0];
  if (above === -1) return scores[scores.length - 1];
  const share = (value - values[above - 1]) / (values[above] - values[above - 1]);
  return scores[above - 1] + share * (scores[above] - scores[above - 1]);
}

function oneHot(value: number | string | null, recipe: RecipeOf<'one-hot'>): number[] {
  const features = Array.from({ length: recipe.slots }, () => 0);
  const place = recipe.categories.indexOf(String(value));
  const set = value === null ? [recipe.missing, recipe.fill] : [place === -1 ? recipe.unknown : place];
  for (const slot of set) if (slot !== undefined) features[slot] = 1;
  return features;
}

const dayMilliseconds = 86_400_000;

function dateParts(instant: number, recipe: RecipeOf<'date'>): number[] {
  if (recipe.zone !== undefined) throw new Error('Zones are not prepared here.');
  const date = new Date(instant);
  const days = instant / dayMilliseconds;
  const circle = (share: number) => [Math.sin(2 * Math.PI * share), Math.cos(2 * Math.PI * share)];
  return recipe.parts.flatMap((part) => {
    switch (part) {
      case 'trend':
        return [standardised(days, recipe)];
      case 'month':
        return circle(date.getUTCMonth() / 12);
      case 'weekday':
        return circle(((date.getUTCDay() + 6) % 7) / 7);
      case 'time-of-day':
        return [1, 2, 3].flatMap((wave) => circle(wave * (days - Math.floor(days))));
    }
  });
}
