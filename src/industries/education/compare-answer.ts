import { NotFoundError } from '../../core/errors.js';
import type { CellNote } from '../../tables/columns/column-kind.js';
import { compareText, type ComparedText } from '../../tables/text/compared-text.js';
import type { Comparison } from '../../tables/text/comparison.js';
import { featuresOf } from '../../scenarios/one-row.js';
import type { PluginAnswer, ServedView } from '../../scenarios/scenario-plugin.js';

/** A mark, and what of the reference answer it rests on. */
export interface ComparedAnswer extends PluginAnswer, Pick<ComparedText, 'parts' | 'beyond'> {
  /** One sentence for who marks. */
  text: string;
  figures: Pick<Comparison, 'coverage' | 'precision' | 'new_coverage' | 'order' | 'repeated'>;
  /** Why the answer is not to be trusted as it stands; none in most cases. */
  signs: Pick<CellNote, 'code' | 'expected' | 'received'>[];
  caution: { en: string; zh: string };
}

const caution = {
  en: 'Parts are told by words and what goes with them in the training texts, not by meaning: a right thought in other words is told as missing, a wrong one in the right words as matched.',
  zh: '各部分按用词及其在训练文本中的搭配判断，而不是按含义：换了说法的正确想法会被判为缺失，用对了词的错误想法会被判为命中。',
};

/**
 * The answer of one student beside the reference answer, part by part, with places in both texts (UTF-16 units, as the request has them).
 * @throws InvalidInputError for a row that cannot be predicted; NotFoundError where no column is compared with another.
 */
export function compareAnswer(body: unknown, served: ServedView): ComparedAnswer {
  const row = featuresOf(body, 'one answer');
  const [answer] = served.answerRows([row]);
  const compared = comparedTexts(row, served);
  const { parts, beyond, figures, signs } = compared;
  const { coverage, precision, new_coverage, order, repeated } = figures;
  return {
    ...answer,
    text: summary(parts),
    parts,
    beyond,
    figures: rounded({ coverage, precision, new_coverage, order, repeated }),
    signs: signs.map(({ code, expected, received }) => ({ code, expected, received })),
    caution,
  };
}

function comparedTexts(row: unknown, { columns, readRows, stateOf }: ServedView): ComparedText {
  const column = columns.find((one) => one.kind === 'text' && one.compared_with !== undefined);
  const other = column?.kind === 'text' ? column.compared_with : undefined;
  const state = column && (stateOf?.(column.name) as { lexicon: unknown } | undefined);
  if (!column || !other || !state)
    throw new NotFoundError('No column of the scenario is compared with another.');
  const table = readRows([row]);
  const textOf = (name: string) => String(table.column(name)[0] ?? '');
  return compareText(
    {
      column: column.name,
      own: textOf(column.name),
      reference: textOf(other.column),
      ...(other.apart_from !== undefined && { apart: textOf(other.apart_from) }),
    },
    state.lexicon,
  );
}

function summary(parts: ComparedText['parts']): string {
  const count = (status: string) => parts.filter((part) => part.status === status).length;
  return `${count('matched')} of ${parts.length} parts of the reference answer are there, ${count('partly')} in part, ${count('missing')} missing.`;
}

function rounded<Figures extends Record<string, number>>(figures: Figures): Figures {
  const entries = Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(3))]);
  return Object.fromEntries(entries) as Figures;
}
