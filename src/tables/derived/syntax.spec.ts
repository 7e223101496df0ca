import { describe, expect, it } from '@jest/globals';
import { ExpressionProblem } from './problem.js';
import { parseExpression, type Syntax } from './syntax.js';

/** A tree in one line: calls as `(name a b)`, quoted names in `<>`. */
function lineOf(syntax: Syntax): string {
  switch (syntax.kind) {
    case 'number':
      return String(syntax.value);
    case 'text':
      return JSON.stringify(syntax.value);
    case 'name':
      return syntax.quoted ? `<${syntax.name}>` : syntax.name;
    case 'call':
      return `(${[syntax.name, ...syntax.arguments.map(lineOf)].join(' ')})`;
  }
}

function problemOf(text: string): ExpressionProblem {
  try {
    parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionProblem) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('an expression', () => {
  it.each([
    ['a * b * 0.5', '(* (* a b) 0.5)'],
    ['a - b - c / 2', '(- (- a b) (/ c 2))'],
    ['a * (b + -c)', '(* a (+ b (negative c)))'],
    ['-a - 1', '(- (negative a) 1)'],
    ['col("Air temperature [K]") / 2', '(/ <Air temperature [K]> 2)'],
    ['where(col(\'x\') == "L", 1, 2)', '(where (== <x> "L") 1 2)'],
    ['a < 1 or b >= 2 and not (c != 3)', '(or (< a 1) (and (>= b 2) (not (!= c 3))))'],
    ['clip(a, 0, 1e3)', '(clip a 0 1000)'],
    ['年龄 + order', '(+ 年龄 order)'],
    ['notes + android', '(+ notes android)'],
  ])('%s is read as %s', (text, tree) => {
    expect(lineOf(parseExpression(text))).toBe(tree);
  });

  it('knows where each part begins', () => {
    const sum = parseExpression(' a +  log( b * 2 )') as Extract<Syntax, { kind: 'call' }>;
    const [a, log] = sum.arguments;
    expect([sum.offset, a.offset, log.offset]).toEqual([1, 1, 6]);
    const [product] = (log as typeof sum).arguments;
    expect([product.offset, (product as typeof sum).arguments[1].offset]).toEqual([11, 15]);
  });

  it.each([
    ['', 0, 'nothing'],
    ['a +', 3, 'Expected expression after +'],
    ['(a + b', 6, 'Unclosed ('],
    ['a b', 2, '"b"'],
    ['a; b', 1, '"; b"'],
    ['a % b', 2, '"% b"'],
    ['a = b', 2, '"= b"'],
    ['a ? 1 : 2', 0, 'a choice with ? (write where(condition, a, b))'],
    ['1 + a.b', 4, 'a dot or brackets behind a name (write such a name col("name"))'],
    ['[a]', 0, 'a list in brackets (write a name with brackets col("name"))'],
    ['(a, b)', 0, 'several expressions'],
    ['a.b(1)', 0, 'none'],
    ['2 * col(a)', 4, 'something else'],
    ['max(a,, 1)', 7, 'Unexpected token ,'],
    ['1e999', 0, 'Infinity'],
  ])('%j is refused', (text, offset, received) => {
    expect(problemOf(text)).toMatchObject({ offset, received });
  });

  it('that is deeper than the stack is refused, too', () => {
    expect(problemOf('('.repeat(20_000))).toMatchObject({ offset: 0, received: 'too many' });
  });
});
