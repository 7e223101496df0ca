import { posix } from 'node:path';
import {
  allowedArrows,
  calculatedImports,
  engineFunctions,
  lightFiles,
  namedLibraries,
  registered,
  reservedLibraries,
  rooms,
} from './rooms.js';
import { parseSource, type Import, type SourceFile } from './source-file.js';

/** TypeScript files by their path relative to `src`. */
export type Sources = Readonly<Record<string, string>>;

/** An import of a file of the project. */
interface Arrow {
  from: string;
  to: string;
  kind: Import['kind'];
  line: number;
}

interface ParsedSources {
  files: ReadonlyMap<string, SourceFile>;
  arrows: readonly Arrow[];
}

const isTest = (path: string) => /\.(spec|fixture)\.ts$/.test(path);

/**
 * Every place where the sources break the house's rules, as `file:line: what`. Files of tests are not looked at, but nothing
 * else may import them.
 * @param scenarioIds the ids in the catalogue, which the code must not know.
 */
export function checkSources(sources: Sources, scenarioIds: readonly string[]): string[] {
  const paths = Object.keys(sources).filter((path) => !isTest(path));
  const files = new Map(paths.map((path) => [path, parsedOnce(path, sources[path])]));
  const arrows = [...files].flatMap(([from, { imports }]) =>
    imports.flatMap(({ target, kind, line }): Arrow[] =>
      target?.startsWith('.') ? [{ from, to: resolve(from, target), kind, line }] : [],
    ),
  );
  const parsed: ParsedSources = { files, arrows };
  return [
    ...forbiddenArrows(parsed),
    ...circles(parsed),
    ...strayLibraries(parsed),
    ...heavyFiles(parsed),
    ...strayEngineChoice(parsed),
    ...environmentReads(parsed),
    ...scenarioNames(parsed, scenarioIds),
    ...unregistered(parsed),
  ];
}

const known = new Map<string, SourceFile>();

/** Many checks look at the same files with one of them changed. */
function parsedOnce(path: string, text: string): SourceFile {
  const key = `${path}\n${text}`;
  const source = known.get(key) ?? parseSource(path, text);
  known.set(key, source);
  return source;
}

function resolve(from: string, target: string): string {
  return posix.join(posix.dirname(from), target).replace(/\.js$/, '.ts');
}

/** The room of a file; an industry is a room of its own. */
function roomOf(path: string): string {
  const [first, second, third] = path.split('/');
  if (second === undefined) return /^suite(\.[a-z]+)?\.ts$/.test(path) ? 'suite' : path;
  return first === 'industries' && third !== undefined ? `industries/${second}` : first;
}

function forbiddenArrows({ arrows }: ParsedSources): string[] {
  return arrows.flatMap(({ from, to, kind, line }) => {
    const say = (why: string) => [`${from}:${line}: imports ${to}: ${why}`];
    if (to.startsWith('..')) return say('it lies outside src');
    if (isTest(to)) return say('it belongs to the tests');
    const [room, other] = [roomOf(from), roomOf(to)];
    if (room === other || (room === 'industries' && other.startsWith('industries/'))) return [];
    const allowed = rooms[room.split('/')[0]] as readonly string[] | undefined;
    if (!allowed) return say(`the room ${room} is not in the table`);
    const fromIndustry = room.startsWith('industries/') && other.startsWith('industries');
    if (!fromIndustry && allowed.includes(other.split('/')[0])) return [];
    const documented = allowedArrows.some(
      (allowance) => allowance.from.test(from) && allowance.to.test(to) && (allowance.kind ?? kind) === kind,
    );
    return documented ? [] : say(`${room} may not import ${other} (${kind})`);
  });
}

/** Each file that imports itself by way of others; a type-only import counts, as its files cannot be understood alone. */
function circles({ files, arrows }: ParsedSources): string[] {
  const targets = new Map([...files.keys()].map((path) => [path, new Set<string>()]));
  for (const { from, to } of arrows) targets.get(from)?.add(to);
  const finished = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.push(`${path}:1: lies on a circle: ${[...trail.slice(start), path].join(' -> ')}`);
      return;
    }
    if (finished.has(path)) return;
    for (const target of targets.get(path) ?? []) walk(target, [...trail, path]);
    finished.add(path);
  };
  for (const path of files.keys()) walk(path, []);
  return found;
}

function strayLibraries({ files }: ParsedSources): string[] {
  return [...files].flatMap(([path, { imports, texts }]) => {
    const named = namedLibraries.some(({ file }) => file === path);
    const calculated = calculatedImports.some(({ file }) => file === path);
    return [
      ...imports.flatMap(({ target, kind, line }) => {
        if (target === undefined) {
          return calculated ? [] : [`${path}:${line}: imports a calculated name, which cannot be checked`];
        }
        return libraryProblem(path, target, kind).map((why) => `${path}:${line}: imports ${target}: ${why}`);
      }),
      ...(named ? [] : texts).flatMap(({ value, line }) =>
        libraryProblem(path, value.replace(/^.*node_modules\//, ''), 'static').map(
          (why) => `${path}:${line}: names ${value}: ${why}`,
        ),
      ),
    ];
  });
}

/** Files that must stay light and reach a heavy library by way of others; an import of types loads nothing. */
function heavyFiles({ files, arrows }: ParsedSources): string[] {
  const heavy = [...files].flatMap(([path, { imports }]) => {
    const loads = imports.some(
      ({ target, kind }) => kind !== 'type' && lightFiles.library.test(target ?? ''),
    );
    return loads ? [path] : [];
  });
  const reaching = new Set(heavy);
  for (const path of reaching) {
    for (const { from, to, kind } of arrows) if (to === path && kind === 'static') reaching.add(from);
  }
  const found = [...reaching].filter((path) => lightFiles.files.test(path));
  return found.map((path) => `${path}:1: loads danfo or TensorFlow.js by way of others: it must stay light`);
}

function libraryProblem(path: string, library: string, kind: Import['kind']): string[] {
  return reservedLibraries
    .filter((reserved) => reserved.library.test(library) && !reserved.within.test(path))
    .filter(({ typesWithin }) => !(kind === 'type' && typesWithin?.test(path)))
    .map(({ reason }) => reason);
}

function strayEngineChoice({ files }: ParsedSources): string[] {
  return [...files].flatMap(([path, { identifiers, texts }]) => {
    if (path.startsWith('engine/')) return [];
    const used = engineFunctions.flatMap((name) => {
      const line = identifiers.get(name) ?? texts.find(({ value }) => value === name)?.line;
      return line === undefined ? [] : [{ name, line }];
    });
    return used.map(({ name, line }) => `${path}:${line}: uses ${name}: engine alone chooses a backend`);
  });
}

function environmentReads({ files }: ParsedSources): string[] {
  return [...files].flatMap(([path, { environmentReads: lines }]) =>
    path === 'core/configuration.ts'
      ? []
      : lines.map((line) => `${path}:${line}: reads process.env: core/configuration.ts does`),
  );
}

/**
 * A text that names a scenario decides by it, unless it is a sentence for people (it has a blank: an id never has) or the
 * `example` of a schema.
 */
function scenarioNames({ files }: ParsedSources, ids: readonly string[]): string[] {
  return [...files].flatMap(([path, { texts }]) => {
    if (path.startsWith('industries/')) return [];
    return texts
      .filter(({ value, example }) => !example && !/\s/.test(value) && ids.some((id) => value.includes(id)))
      .map(({ value, line }) => `${path}:${line}: knows the scenario "${value}": only its industry may`);
  });
}

function unregistered({ files, arrows }: ParsedSources): string[] {
  return registered.flatMap(({ what, files: pattern, registry }) =>
    [...files.keys()]
      .filter((path) => pattern.test(path))
      .flatMap((path) => {
        const place = path.replace(pattern, registry);
        const known = arrows.some(({ from, to, kind }) => from === place && to === path && kind !== 'type');
        return known ? [] : [`${path}:1: this ${what} is not registered in ${place}`];
      }),
  );
}
