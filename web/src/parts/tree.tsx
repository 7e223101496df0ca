import { NumberTable } from '../charts/figure';
import { fieldNames } from '../language/field-names';
import { useLanguage } from '../language/language';
import { useNumbers, type NumberWords } from '../language/numbers';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPlain = (value: unknown) => typeof value !== 'object' || value === null;

/** Names of fields as words: `meanCostAllNegative` in English, known ones in Chinese. */
export function useFieldWords(): (name: string) => string {
  const { language } = useLanguage();
  return (name) => (language === 'zh' && fieldNames[name]) || englishWords(name);
}

function englishWords(name: string): string {
  const words = name
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whatever an answer of no known shape holds: lists of like objects as tables, all else by its names. */
export function Tree({ value, name = '' }: { value: unknown; name?: string }) {
  const { textOf } = useLanguage();
  const words = useNumbers();
  if (isText(value)) return <p>{textOf(value)}</p>;
  if (isPlain(value)) return <p>{written(value, words)}</p>;
  if (Array.isArray(value)) return <List {...{ value, name }} />;
  return <Named fields={value as Fields} />;
}

function isText(value: unknown): value is { en: string; zh: string } {
  return isFields(value) && typeof value.en === 'string' && typeof value.zh === 'string';
}

function Named({ fields }: { fields: Fields }) {
  const wordsOf = useFieldWords();
  const words = useNumbers();
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  const plain = entries.filter(([, value]) => isPlain(value));
  const deep = entries.filter(([, value]) => !isPlain(value));
  return (
    <>
      {plain.length > 0 && (
        <dl className="tree">
          {plain.map(([name, value]) => (
            <div key={name}>
              <dt>{wordsOf(name)}</dt>
              <dd>{written(value, words)}</dd>
            </div>
          ))}
        </dl>
      )}
      {deep.map(([name, value]) => (
        <div className="branch" key={name}>
          <h4>{wordsOf(name)}</h4>
          <Tree value={value} name={name} />
        </div>
      ))}
    </>
  );
}

/** At most so many entries of a list that is no table. */
const mostListed = 12;

function List({ value, name }: { value: unknown[]; name: string }) {
  const wordsOf = useFieldWords();
  const { textOf } = useLanguage();
  const words = useNumbers();
  if (value.every(isPlain)) return <p>{value.map((one) => written(one, words)).join(', ') || '–'}</p>;
  const cell = (one: unknown): string => {
    if (isText(one)) return textOf(one);
    if (isPlain(one)) return written(one, words);
    if (Array.isArray(one)) return one.map(cell).join(', ');
    return Object.entries(one as Fields)
      .map(([key, inner]) => `${wordsOf(key)} ${cell(inner)}`)
      .join(' · ');
  };
  if (!value.every(isFields)) return value.slice(0, mostListed).map((one, i) => <p key={i}>{cell(one)}</p>);
  const columns = [...new Set(value.flatMap((one) => Object.keys(one)))];
  return (
    <NumberTable
      label={wordsOf(name)}
      columns={columns.map(wordsOf)}
      rows={value.map((one) => columns.map((column) => cell(one[column])))}
    />
  );
}

function written(value: unknown, { number }: NumberWords): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return number(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
