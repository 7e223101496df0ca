import ts from 'typescript';

/** How a file reaches another: `type` leaves no trace in the program that runs. */
export type ImportKind = 'static' | 'dynamic' | 'type';

export interface Import {
  /** As written: `../core/errors.js`, `zod`; undefined where a dynamic import calculates it. */
  target: string | undefined;
  kind: ImportKind;
  line: number;
}

/** A string of the program: literals and the fixed parts of templates, never comments or module names of imports. */
export interface Text {
  value: string;
  line: number;
  /** The value of a property called `example`: documentation, not behaviour. */
  example: boolean;
}

/** What the rules look at in one TypeScript file. */
export interface SourceFile {
  imports: Import[];
  texts: Text[];
  /** Every identifier used, so that a forbidden function is found however it is reached. */
  identifiers: Map<string, number>;
  /** Lines that read `process.env`. */
  environmentReads: number[];
}

/** Read one file with TypeScript's own parser. */
export function parseSource(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const source: SourceFile = { imports: [], texts: [], identifiers: new Map(), environmentReads: [] };
  const lineOf = (node: ts.Node) => tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found) source.imports.push({ ...found, line: lineOf(node) });
    if (isText(node) && !isModuleName(node)) {
      source.texts.push({ value: node.text, line: lineOf(node), example: isExample(node) });
    }
    if (ts.isIdentifier(node) && !source.identifiers.has(node.text)) {
      source.identifiers.set(node.text, lineOf(node));
    }
    if (readsEnvironment(node)) source.environmentReads.push(lineOf(node));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return source;
}

function importOf(node: ts.Node): Omit<Import, 'line'> | undefined {
  if (ts.isImportDeclaration(node)) {
    return { target: textOf(node.moduleSpecifier), kind: onlyTypes(node.importClause) ? 'type' : 'static' };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const named = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause : undefined;
    const types = node.isTypeOnly || allTypes(named);
    return { target: textOf(node.moduleSpecifier), kind: types ? 'type' : 'static' };
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return { target: textOf(node.moduleReference.expression), kind: node.isTypeOnly ? 'type' : 'static' };
  }
  if (ts.isImportTypeNode(node)) {
    const target = ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : undefined;
    return { target, kind: 'type' };
  }
  if (ts.isCallExpression(node) && loads(node.expression)) {
    return { target: textOf(node.arguments[0]), kind: 'dynamic' };
  }
  return undefined;
}

/** `import(...)`, `require(...)` and `createRequire(...)(...)`. */
function loads(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === 'require';
  return (
    ts.isCallExpression(callee) &&
    ts.isIdentifier(callee.expression) &&
    callee.expression.text === 'createRequire'
  );
}

function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = clause;
  return !name && namedBindings !== undefined && ts.isNamedImports(namedBindings) && allTypes(namedBindings);
}

function allTypes(names: ts.NamedImports | ts.NamedExports | undefined): boolean {
  return names !== undefined && names.elements.length > 0 && names.elements.every((name) => name.isTypeOnly);
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function isText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateLiteralLikeNode {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

function isModuleName({ parent }: ts.Node): boolean {
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
}

function isExample({ parent }: ts.Node): boolean {
  return ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name) && parent.name.text === 'example';
}

/** `process.env`, `process['env']`, `const { env } = process` and `import { env } from 'node:process'`. */
function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'env' && isProcess(node.expression);
  if (ts.isElementAccessExpression(node)) {
    return textOf(node.argumentExpression) === 'env' && isProcess(node.expression);
  }
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
    return isProcess(node.initializer) && node.name.elements.some((element) => nameOf(element) === 'env');
  }
  if (!ts.isImportSpecifier(node) || nameOf(node) !== 'env') return false;
  const target = textOf(node.parent.parent.parent.moduleSpecifier);
  return target === 'process' || target === 'node:process';
}

function nameOf({ propertyName, name }: ts.BindingElement | ts.ImportSpecifier): string {
  return (propertyName ?? name).getText();
}

function isProcess(node: ts.Node | undefined): boolean {
  if (!node) return false;
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'process';
  return ts.isIdentifier(node) && node.text === 'process';
}
