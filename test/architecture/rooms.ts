import type { ImportKind } from './source-file.js';

/** The house's table of rooms (docs/decisions): what each folder of `src` may import besides itself. */
const shared = [
  'core',
  'engine',
  'optimisation',
  'chemistry',
  'csv',
  'tables',
  'datasets',
  'models',
  'evaluation',
  'decisions',
  'learning',
  'explanation',
  'scenarios',
  'registry',
];
/** What families of learning are made of. */
const beneathLearning = [
  'core',
  'csv',
  'engine',
  'tables',
  'datasets',
  'models',
  'evaluation',
  'optimisation',
  'decisions',
  'explanation',
];
const useCases = ['training', 'scoring', 'jobs', 'monitoring'];
const everythingBehindTheDoors = [
  ...shared,
  ...useCases,
  'backup',
  'exchange',
  'drafting',
  'presentation',
  'industries',
  'suite',
  'workers',
];

export const rooms: Readonly<Record<string, readonly string[]>> = {
  core: [],
  engine: ['core'],
  optimisation: ['core'],
  chemistry: ['core'],
  csv: ['core', 'engine'],
  tables: ['core', 'chemistry', 'csv', 'engine'],
  datasets: ['core', 'csv', 'tables'],
  models: ['core', 'engine', 'evaluation'],
  evaluation: ['core'],
  decisions: ['core', 'evaluation', 'optimisation'],
  learning: [...beneathLearning, 'scenarios', 'registry'],
  explanation: ['core', 'tables', 'models', 'evaluation', 'optimisation', 'scenarios'],
  scenarios: ['core'],
  registry: ['core'],
  training: [...shared, ...useCases],
  scoring: [...shared, ...useCases],
  jobs: [...shared, ...useCases],
  monitoring: [...shared, ...useCases],
  backup: ['core', 'registry', 'jobs'],
  exchange: [...shared, 'training', 'backup'],
  drafting: [...shared, 'scoring', 'jobs', 'monitoring'],
  presentation: [
    'core',
    'tables',
    'evaluation',
    'explanation',
    'learning',
    'scenarios',
    'registry',
    'training',
  ],
  proposals: ['core', 'tables', 'optimisation', 'scenarios'],
  industries: [
    'core',
    'tables',
    'evaluation',
    'decisions',
    'explanation',
    'optimisation',
    'chemistry',
    'proposals',
    'scenarios',
  ],
  suite: everythingBehindTheDoors,
  workers: everythingBehindTheDoors,
  mcp: everythingBehindTheDoors,
  // Both carry the protocol that `mcp` speaks.
  http: [...everythingBehindTheDoors, 'mcp'],
  cli: [...everythingBehindTheDoors, 'mcp'],
};

/** One arrow more than the table has. Paths are relative to `src`. */
interface Allowance {
  from: RegExp;
  to: RegExp;
  /** Only imports of this kind; absent: of every kind. */
  kind?: ImportKind;
  reason: string;
}

export const allowedArrows: readonly Allowance[] = [
  {
    from: /^scenarios\//,
    to: /^(tables|models|learning|evaluation)\/(.+\/)?names\.ts$/,
    reason:
      'a specification is checked against the names that are registered, and names.ts files hold nothing else',
  },
  {
    from: /^scenarios\/schema\//,
    to: /^tables\/columns\/(index|column-base)\.ts$/,
    reason:
      'a specification is composed of the schemas that column kinds bring; none of their files loads danfo',
  },
  {
    from: /^scenarios\/scenario-plugin\.ts$/,
    to: /^learning\/answer\.ts$/,
    kind: 'type',
    reason: 'a plug-in reads answers as every door gives them',
  },
  {
    from: /^scenarios\//,
    to: /^tables\//,
    kind: 'type',
    reason: 'the plug-in contract speaks of tables and columns; a type leaves no trace in the program',
  },
  {
    from: /^scenarios\/check-[^/]+\.ts$/,
    to: /^tables\/columns\/(roles|groupings|actionable)\.ts$/,
    reason: 'what a column is for follows from its declaration alone; no file of a kind loads danfo',
  },
  {
    from: /^scenarios\/check-derived\.ts$/,
    to: /^tables\/derived\/read-derived\.ts$/,
    reason:
      'an expression is checked where a scenario is read, by the code that works it out; danfo is loaded by its first use only',
  },
  {
    from: /^industries\/manufacturing\//,
    to: /^datasets\/samples\/milling-limits\.ts$/,
    reason:
      'the limits of the machine stand once, beside the mechanism that makes its sample by them; the file holds numbers only',
  },
  {
    from: /^cli\/commands\/serve\.ts$/,
    to: /^http\/server\.ts$/,
    reason: 'the command `serve` starts the server',
  },
];

/** Libraries that one room keeps to itself. `within` are paths relative to `src`. */
interface Reserved {
  library: RegExp;
  within: RegExp;
  /** Where types of it may be named, which leave no trace in the program. */
  typesWithin?: RegExp;
  reason: string;
}

export const reservedLibraries: readonly Reserved[] = [
  {
    library: /^danfojs(-node)?(\/|$)/,
    within: /^tables\//,
    reason: 'tables is the only importer of danfo',
  },
  { library: /^csv-parse(\/|$)/, within: /^csv\//, reason: 'csv is the only importer of csv-parse' },
  {
    library: /^(?:pg|pg-boss)$/,
    within: /^jobs\//,
    reason: 'jobs alone speak to a database',
  },
  {
    library: /^@electric-sql\//,
    within: /^workers\/database\.worker\.ts$/,
    reason: 'the embedded database runs in a thread of its own',
  },
  {
    library: /^tar$/,
    within: /^backup\//,
    reason: 'backup alone knows the form of its archives',
  },
  {
    library: /^highs$/,
    within: /^optimisation\//,
    reason: 'optimisation is the only importer of the solver, so that all read one form of a programme',
  },
  {
    library: /^@modelcontextprotocol\//,
    within: /^mcp\//,
    reason: 'mcp alone speaks the Model Context Protocol, so that doors only carry it',
  },
  {
    library: /^@rdkit\/rdkit$/,
    within: /^chemistry\//,
    reason: 'chemistry is the only importer of RDKit, so that every molecule is freed in one place',
  },
  {
    library: /^@tensorflow\//,
    within: /^engine\//,
    typesWithin: /^models\//,
    reason: 'engine alone hands out TensorFlow.js, so that there is one copy with one backend',
  },
];

/** Files that are read in many places: neither they nor what they import loads a heavy library. */
export const lightFiles = {
  files: /^(tables\/columns\/[^/]+\.column|scenarios\/schema\/[^/]+|learning\/answer)\.ts$/,
  library: /^(danfojs(-node)?|@tensorflow\/.+)(\/|$)/,
};

/** Texts that name a reserved library without loading it. */
export const namedLibraries: readonly { file: string; reason: string }[] = [
  {
    file: 'training/manifest.ts',
    reason: 'the manifest records the installed versions; only package.json is read',
  },
];

/** Functions that choose or replace the backend. */
export const engineFunctions = ['setBackend', 'registerBackend', 'removeBackend'];

/** Files whose dynamic import has a calculated target. */
export const calculatedImports: readonly { file: string; reason: string }[] = [
  { file: 'engine/worker-entry.ts', reason: 'loads the module that the starter of the worker named' },
];

/** Folders whose every file must be registered in one place. */
interface Registered {
  what: string;
  /** Files that must be registered. */
  files: RegExp;
  /** Where, relative to `src`; `$1` is the first group of `files`. */
  registry: string;
}

export const registered: readonly Registered[] = [
  {
    what: 'architecture',
    files: /^models\/architectures\/[^/]+\.architecture\.ts$/,
    registry: 'models/architectures/index.ts',
  },
  {
    what: 'loss',
    files: /^models\/training\/losses\/(?!index\.|loss\.|names\.|pointwise\.)[^/]+$/,
    registry: 'models/training/losses/index.ts',
  },
  {
    what: 'optimiser',
    files: /^models\/training\/optimisers\/(?!index\.|optimiser\.|names\.)[^/]+$/,
    registry: 'models/training/optimisers/index.ts',
  },
  { what: 'column kind', files: /^tables\/columns\/[^/]+\.column\.ts$/, registry: 'tables/columns/index.ts' },
  {
    what: 'reader',
    files: /^datasets\/readers\/[^/]+\.reader\.ts$/,
    registry: 'datasets/readers/index.ts',
  },
  {
    what: 'mechanism',
    files: /^datasets\/samples\/[^/]+\.mechanism\.ts$/,
    registry: 'datasets/samples/index.ts',
  },
  {
    what: 'metric',
    files: /^evaluation\/metrics\/[^/]+\.metric\.ts$/,
    registry: 'evaluation/metrics/index.ts',
  },
  {
    what: 'decision rule',
    files: /^decisions\/[^/]+\.decision\.ts$/,
    registry: 'decisions/index.ts',
  },
  {
    what: 'decision rule of an industry',
    files: /^industries\/([^/]+)\/[^/]+\.decision\.ts$/,
    registry: 'industries/$1/$1.module.ts',
  },
  { what: 'job kind', files: /^jobs\/kinds\/[^/]+\.job\.ts$/, registry: 'jobs/kinds/index.ts' },
  { what: 'family', files: /^learning\/[^/]+\/index\.ts$/, registry: 'learning/index.ts' },
  {
    what: 'task',
    files: /^learning\/rows\/tasks\/[^/]+\/index\.ts$/,
    registry: 'learning/rows/tasks/index.ts',
  },
  {
    what: 'industry',
    files: /^industries\/[^/]+\/[^/]+\.module\.ts$/,
    registry: 'industries/industries.module.ts',
  },
  {
    what: 'plug-in',
    files: /^industries\/([^/]+)\/[^/]+\.plugin\.ts$/,
    registry: 'industries/$1/$1.module.ts',
  },
  { what: 'controller', files: /^http\/(?:.+\/)?[^/]+\.controller\.ts$/, registry: 'http/http.module.ts' },
  { what: 'command', files: /^cli\/commands\/[^/]+\.ts$/, registry: 'cli/program.ts' },
];
