import type { TableDraft } from '../../api/types';

/** What becomes of a column. `sensitive`: learnt from, and the report tells how its groups fare. */
export const uses = ['input', 'sensitive', 'context', 'out'] as const;

export type Use = (typeof uses)[number];

export interface ColumnDecision {
  /** The place of its declaration among those of the draft. */
  declaration: number;
  use: Use;
  meaning: string;
  unit: string;
}

/** What a person decides about a draft. */
export interface Decisions {
  name: string;
  title: string;
  question: string;
  positive?: string;
  /** Of a wrong alarm and of a miss, as they were typed; without both no decision is declared. */
  costs: { falsePositive: string; falseNegative: string };
  /** What is done about the class that is asked about, and about the others. */
  actions: { positive: string; negative: string };
  columns: Readonly<Record<string, ColumnDecision>>;
}

type Json = Record<string, unknown>;

interface DraftedTarget {
  name: string;
  categories?: { code: string }[];
  positive?: string;
}

/** The specification of a draft, as far as the page reads it. */
interface Drafted {
  id: string;
  title: string;
  question: string;
  task: { name: string };
  target?: DraftedTarget;
  columns: (Json & { name: string })[];
}

export function draftedOf(draft: TableDraft): Drafted {
  return draft.specification as unknown as Drafted;
}

/** Codes of the target where it has two. */
export function classesOf(draft: TableDraft): string[] {
  const codes = (draftedOf(draft).target?.categories ?? []).map(({ code }) => code);
  return codes.length === 2 ? codes : [];
}

/** The columns of the file that stand among those of the specification, in the order of the file. */
export function decidedColumns(draft: TableDraft): TableDraft['columns'] {
  const names = new Set(draftedOf(draft).columns.map(({ name }) => name));
  return draft.columns.filter(({ name }) => names.has(name));
}

/** Where a person begins: as the draft has it, with what was decided about an earlier draft of the same table. */
export function firstDecisions(
  draft: TableDraft,
  question: string,
  actions: Decisions['actions'],
  before?: Decisions,
): Decisions {
  const drafted = draftedOf(draft);
  const columns = decidedColumns(draft).map((column) => {
    const known = before?.columns[column.name];
    const isSame = known !== undefined && known.declaration < column.declarations.length;
    return [column.name, isSame ? known : firstDecision(column)] as const;
  });
  return {
    name: before?.name ?? drafted.id.split('/')[1],
    title: before?.title ?? drafted.title,
    question,
    positive: drafted.target?.positive,
    costs: before?.costs ?? { falsePositive: '', falseNegative: '' },
    actions: before?.actions ?? actions,
    columns: Object.fromEntries(columns),
  };
}

function firstDecision({ name, values }: TableDraft['columns'][number]): ColumnDecision {
  return { declaration: 0, use: values === 0 ? 'out' : 'input', meaning: name, unit: '' };
}

/** The cost that was typed; undefined for what is none. */
export function costOf(text: string): number | undefined {
  const number = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(number) && number > 0 ? number : undefined;
}

/** The draft as it was decided, for the server to check. */
export function specificationOf(draft: TableDraft, decisions: Decisions): Json {
  const drafted = draftedOf(draft);
  const known = new Map(draft.columns.map((column) => [column.name, column]));
  const columns = drafted.columns.flatMap((column) => {
    const decision = decisions.columns[column.name] as ColumnDecision | undefined;
    if (decision === undefined) return [column];
    if (decision.use === 'out') return [];
    const other = known.get(column.name)?.declarations[decision.declaration];
    return [decided(decision.declaration === 0 || !other ? column : other, decision)];
  });
  const sensitive = Object.entries(decisions.columns)
    .filter(([, { use }]) => use === 'sensitive')
    .map(([name]) => name);
  const decision = decisionOf(decisions);
  return {
    ...drafted,
    id: `own/${decisions.name}`,
    title: decisions.title,
    question: decisions.question,
    columns,
    ...(drafted.target && {
      target: {
        ...drafted.target,
        ...(decisions.positive !== undefined && { positive: decisions.positive }),
      },
    }),
    ...(sensitive.length > 0 && { sensitive }),
    ...(classesOf(draft).length > 0 && decision && { decision }),
  };
}

function decided(column: Json, { use, meaning, unit }: ColumnDecision): Json {
  return {
    ...column,
    ...(meaning.trim() !== '' && { meaning: meaning.trim() }),
    ...(column.kind === 'numeric' && unit.trim() !== '' && { unit: unit.trim() }),
    ...(use === 'context' && { role: 'context' }),
  };
}

function decisionOf({ costs, actions }: Decisions): Json | undefined {
  const [falsePositive, falseNegative] = [costOf(costs.falsePositive), costOf(costs.falseNegative)];
  if (falsePositive === undefined || falseNegative === undefined) return undefined;
  return { rule: 'expected-cost', costs: { falsePositive, falseNegative }, actions };
}
