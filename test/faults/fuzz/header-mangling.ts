import type { Random } from '../../../src/core/random.js';
import { pick, spliced } from './draw.js';

/** A table with another header; its rows follow where columns change their places. @param bytes with `,` and LF */
export function mangledHeader(bytes: Buffer, random: Random): Buffer {
  const [header, ...lines] = bytes.toString('latin1').split('\n');
  const names = header.split(',');
  const at = random.integer(names.length);
  const named = (name: string) => joined(spliced(names, at, 1, name), lines);
  const kind = pick(
    [
      'order',
      'spaces',
      'capitals',
      'twice',
      'empty',
      'missing',
      'more',
      'result',
      'quotes',
      'blank',
      'formula',
    ] as const,
    random,
  );
  if (kind === 'order') return reordered(names, lines, random);
  if (kind === 'spaces') return named(` ${names[at]}\t`);
  if (kind === 'capitals') return named(names[at].toUpperCase());
  if (kind === 'twice') return named(names[0]);
  if (kind === 'empty') return named('');
  if (kind === 'missing')
    return joined(
      spliced(names, at, 1),
      lines.map((line) => withoutCell(line, at)),
    );
  if (kind === 'more')
    return joined(
      [...names, 'further'],
      lines.map((line) => (line === '' ? line : `${line},x`)),
    );
  if (kind === 'result')
    return joined(
      [...names, 'model'],
      lines.map((line) => (line === '' ? line : `${line},x`)),
    );
  if (kind === 'quotes')
    return joined(
      names.map((name) => `"${name}"`),
      lines,
    );
  if (kind === 'formula')
    return joined(
      [...names, '=1+1'],
      lines.map((line) => (line === '' ? line : `${line},-x`)),
    );
  return Buffer.concat([Buffer.from('\n \n'), bytes]);
}

function joined(names: readonly string[], lines: readonly string[]): Buffer {
  return Buffer.from([names.join(), ...lines].join('\n'), 'latin1');
}

function withoutCell(line: string, at: number): string {
  return spliced(line.split(','), at, 1).join();
}

/** Lines whose cells hold commas are left as they are, and so become rows of other values or too many cells. */
function reordered(names: readonly string[], lines: readonly string[], random: Random): Buffer {
  const order = [...random.permutation(names.length)];
  const moved = lines.map((line) => {
    const cells = line.split(',');
    return cells.length === names.length ? order.map((from) => cells[from]).join() : line;
  });
  return joined(
    order.map((from) => names[from]),
    moved,
  );
}
