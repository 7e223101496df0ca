import { z } from 'zod';
import { InvalidInputError, shown } from '../../core/errors.js';
import { listed } from '../../core/text/lists.js';
import { zodProblems } from '../../core/zod-problems.js';
import type { PluginAnswer, ServedView, TrainedView } from '../../scenarios/scenario-plugin.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';

/** What a version keeps of its training beside its networks: what is known of each molecule. */
const knownSchema = z.object({
  /** As the table has them, one per row. */
  molecules: z.array(z.string()),
  /** By target what each row teaches; null where that is unknown. */
  targets: z.record(z.string(), z.array(z.union([z.number(), z.string(), z.null()]))),
});

export type KnownMolecules = z.infer<typeof knownSchema>;

/** The column of molecules. */
export function moleculeColumnOf(columns: readonly ColumnSpec[]): string {
  const column = columns.find(({ kind }) => kind === 'molecule');
  if (!column) throw new Error('The scenario has no column of molecules.');
  return column.name;
}

/** The section of a report: of each molecule of the training what is known. */
export function knownMolecules({ training, columns, derived }: TrainedView): KnownMolecules {
  const own = new Set([...columns, ...derived].map(({ name }) => name));
  const targets = training.names.filter((name) => !own.has(name));
  return {
    molecules: training.column(moleculeColumnOf(columns)).map(String),
    targets: Object.fromEntries(targets.map((name) => [name, [...training.column(name)]])),
  };
}

/** Sections that were looked through: each request asks for the same. */
const looked = new WeakMap<object, KnownMolecules | undefined>();

/** Undefined where the version keeps none. */
export function parseKnown(section: unknown): KnownMolecules | undefined {
  if (typeof section !== 'object' || section === null) return undefined;
  if (!looked.has(section)) looked.set(section, knownSchema.safeParse(section).data);
  return looked.get(section);
}

/** What an endpoint about one molecule is asked at least. */
export const moleculeOrder = z.strictObject({ features: z.looseObject({}) });

/** A molecule beside what was asked of it. */
type Ordered<Order> = Omit<Order, 'features'> & {
  features: Record<string, unknown>;
  column: string;
  /** As the table has it. */
  molecule: string;
};

/** @throws InvalidInputError naming each wrong field */
export function readOrder<Order extends z.infer<typeof moleculeOrder>>(
  schema: z.ZodType<Order>,
  body: unknown,
  served: Pick<ServedView, 'columns' | 'readRows'>,
): Ordered<Order> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw new InvalidInputError('The request must hold one molecule.', {
      details: zodProblems(parsed.error, body ?? null),
    });
  }
  const { features } = parsed.data;
  const column = moleculeColumnOf(served.columns);
  const molecule = String(served.readRows([features]).column(column)[0]);
  return { ...parsed.data, features, column, molecule };
}

/** The figure that is explained: the only one, that of the asked target, or of several the most probable. */
export interface Figure {
  target?: string;
  of: (answer: PluginAnswer) => number;
}

/** @throws InvalidInputError for a target that there is not */
export function figureOf({ prediction }: PluginAnswer, asked?: string): Figure {
  const { targets } = prediction;
  if (!targets) {
    if (asked === undefined) return { of: ({ prediction: one }) => numberOf(one) };
    throw unknownTarget('no target: there is one only', asked);
  }
  const names = Object.keys(targets);
  if (asked !== undefined && !names.includes(asked)) throw unknownTarget(`one of ${listed(names)}`, asked);
  const likeliest = () => names.reduce((a, b) => (numberOf(targets[b]) > numberOf(targets[a]) ? b : a));
  const target = asked ?? likeliest();
  return { target, of: ({ prediction: one }) => numberOf(one.targets?.[target]) };
}

function numberOf(prediction: { value?: number; probability?: number } | undefined): number {
  return prediction?.value ?? prediction?.probability ?? NaN;
}

function unknownTarget(expected: string, received: string): InvalidInputError {
  return new InvalidInputError('The request asks about a target that there is not.', {
    details: [{ pointer: '/target', expected, received: shown(received) }],
  });
}
