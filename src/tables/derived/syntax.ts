import * as jsep from 'jsep';
import type { Expression } from 'jsep';
import { ExpressionProblem } from './problem.js';

/** What an expression says, before any name is looked up. Offsets count characters from 0. */
export type Syntax =
  | { kind: 'number'; value: number; offset: number }
  | { kind: 'text'; value: string; offset: number }
  /** `quoted`: written `col("...")`, and so a column even where a constant has the name. */
  | { kind: 'name'; name: string; quoted: boolean; offset: number }
  /** A function or an operator; the minus sign before a value is `negative`. */
  | { kind: 'call'; name: string; arguments: Syntax[]; offset: number };

/** From the loosest to the tightest; those of one line are read from the left. */
const precedence = [['or'], ['and'], ['==', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/']];

interface Located extends Expression {
  offset?: number;
}

/** The members of jsep's parser that its types leave out. */
interface Parser {
  index: number;
  gobbleSpaces(): void;
  gobbleToken(): Located | false;
  gobbleExpression(): Located | false;
}

interface ParserClass {
  new (text: string): Parser;
  removeAllBinaryOps(): ParserClass;
  removeAllUnaryOps(): ParserClass;
  removeAllLiterals(): ParserClass;
  addUnaryOp(name: string): ParserClass;
  addBinaryOp(name: string, precedence: number): ParserClass;
}

const { Jsep } = jsep as unknown as { Jsep: ParserClass };

/** jsep keeps its grammar at its class. Nobody else uses that, so it is narrowed once to what an expression may hold. */
Jsep.removeAllBinaryOps().removeAllUnaryOps().removeAllLiterals().addUnaryOp('-').addUnaryOp('not');
precedence.forEach((operators, level) => operators.forEach((name) => Jsep.addBinaryOp(name, level + 1)));

/** jsep's parser, which notes where each node begins. */
class LocatingParser extends Jsep {
  override gobbleToken(): Located | false {
    this.gobbleSpaces();
    const start = this.index;
    const node = super.gobbleToken();
    if (node) node.offset ??= start;
    return node;
  }
}

/** @throws ExpressionProblem where the text is no expression. */
export function parseExpression(text: string): Syntax {
  const parser = new LocatingParser(text);
  const node = parsed(parser);
  if (!node || parser.index < text.length) {
    const rest = text.slice(parser.index, parser.index + 20);
    const expected = node ? 'an operator or the end' : 'a column, a number or a function';
    throw new ExpressionProblem(parser.index, expected, rest === '' ? 'nothing' : `"${rest}"`);
  }
  return syntaxOf(node);
}

function parsed(parser: LocatingParser): Located | false {
  try {
    return parser.gobbleExpression();
  } catch (error) {
    // jsep throws an Error with the place and its description, and goes as deep as the expression.
    const { index = 0, description, name } = error as { index?: number; description?: string; name?: string };
    if (name === 'RangeError') throw new ExpressionProblem(0, 'fewer parts within each other', 'too many');
    if (description === undefined) throw error;
    throw new ExpressionProblem(index, 'an expression', description);
  }
}

const offsetOf = (node: Located): number =>
  node.offset ?? (node.left === undefined ? 0 : offsetOf(node.left as Located));

function syntaxOf(node: Located): Syntax {
  const offset = offsetOf(node);
  switch (node.type) {
    case 'Literal':
      return literal(node.value, offset);
    case 'Identifier':
      return { kind: 'name', name: node.name as string, quoted: false, offset };
    case 'UnaryExpression': {
      const name = node.operator === '-' ? 'negative' : (node.operator as string);
      return { kind: 'call', name, arguments: [syntaxOf(node.argument as Located)], offset };
    }
    case 'BinaryExpression': {
      const sides = [syntaxOf(node.left as Located), syntaxOf(node.right as Located)];
      return { kind: 'call', name: node.operator as string, arguments: sides, offset };
    }
    case 'CallExpression':
      return callOf(node, offset);
    default:
      throw new ExpressionProblem(offset, 'columns, numbers, operators and functions', described(node.type));
  }
}

function literal(value: unknown, offset: number): Syntax {
  if (typeof value === 'string') return { kind: 'text', value, offset };
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', value, offset };
  throw new ExpressionProblem(offset, 'a number or a text in quotes', String(value));
}

function callOf(node: Located, offset: number): Syntax {
  const callee = node.callee as Located;
  if (callee.type !== 'Identifier') throw new ExpressionProblem(offset, 'the name of a function', 'none');
  const given = (node.arguments as (Located | null)[]).map((argument) => {
    if (argument) return syntaxOf(argument);
    throw new ExpressionProblem(offset, 'a value between two commas', 'nothing');
  });
  const name = callee.name as string;
  if (name !== 'col') return { kind: 'call', name, arguments: given, offset };
  const [quoted] = given;
  if (given.length === 1 && quoted.kind === 'text') {
    return { kind: 'name', name: quoted.value, quoted: true, offset };
  }
  throw new ExpressionProblem(offset, 'the name of one column in quotes: col("name")', 'something else');
}

function described(type: string): string {
  const forms: Readonly<Record<string, string>> = {
    ConditionalExpression: 'a choice with ? (write where(condition, a, b))',
    ArrayExpression: 'a list in brackets (write a name with brackets col("name"))',
    MemberExpression: 'a dot or brackets behind a name (write such a name col("name"))',
    SequenceExpression: 'several expressions',
  };
  return forms[type] ?? 'something else';
}
