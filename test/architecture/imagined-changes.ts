/** A change that nobody has made yet: its new files lie in `imagined`, and these lines are all that it needs of files that are there. */
export interface ImaginedChange {
  /** As the guide's table begins its row. */
  what: string;
  /** Files or folders that are new. */
  made: readonly string[];
  lines: readonly AddedLine[];
  /** What titles of the tests begin with that hold it to its contracts, and how many there are at least. */
  tested: Readonly<Record<string, number>>;
}

export interface AddedLine {
  file: string;
  /** The one place in the file behind which the text is put; absent: its beginning. */
  after?: RegExp;
  text: string;
}

const importing = (file: string, names: string, from: string): AddedLine => ({
  file,
  text: `import { ${names} } from '${from}';\n`,
});

const meaning = 'meaning: { en: What it is, zh: 含义 }';

const subject = (task: string, subjectText: string): AddedLine => ({
  file: 'test/contract/task-subjects.ts',
  after: /export const taskSubjects[^=]*= \{\n/,
  text: `  ${task}: [${subjectText}],\n`,
});

const family: ImaginedChange = {
  what: 'a family',
  made: ['src/learning/bundles/'],
  lines: [
    importing('src/learning/index.ts', 'bundles', './bundles/index.js'),
    { file: 'src/learning/index.ts', after: /export const families[^=]*= \{/, text: ' bundles,' },
    importing('src/learning/names.ts', 'bundleNetworks, bundleTaskNames', './bundles/names.js'),
    {
      file: 'src/learning/names.ts',
      after: /export const taskNames = \[/,
      text: '...bundleTaskNames, ',
    },
    {
      file: 'src/learning/names.ts',
      after: /const networks[^\n]*= \{\n/,
      text: '  ...bundleNetworks,\n',
    },
    subject(
      'bundle',
      `{
        title: 'a value',
        scenario: lines(
          'columns:',
          \`  - { name: parts, kind: list, ${meaning}, missing: reject }\`,
          \`target: { name: worth, kind: numeric, ${meaning} }\`,
          'task: { name: bundle }',
          'training: { epochs: 40, batchSize: 32 }',
          'split: { method: random }',
          'metrics: { primary: rmse }',
        ),
        rows: lines(
          'parts,worth',
          ...Array.from({ length: 90 }, (_, i) => \`a|\${i % 2 ? 'b' : 'c'}|\${i % 3 ? 'd' : 'a'},\${5 + (i % 2) * 3 - (i % 3)}\`),
        ),
        unreadable: 'a|b,dear',
        request: { rows: [{ parts: ['a', 'b'] }, { parts: ['c', 'd', 'd'] }] },
        refused: { from: 'kind: list', to: 'kind: identifier', pointer: '/columns' },
      }`,
    ),
  ],
  tested: { 'the family bundles with the task bundle': 8, 'the task bundle asked for a value': 9 },
};

const rule: ImaginedChange = {
  what: 'a decision rule of retail',
  made: ['src/industries/retail/offer.decision.ts'],
  lines: [
    importing('src/industries/retail/retail.module.ts', 'offer', './offer.decision.js'),
    {
      file: 'src/industries/retail/retail.module.ts',
      after: /import \{ ProductRecommendationPlugin \}[^\n]*\n/,
      text: '\n/** Decision rules of this industry. */\nexport const retailRules = [offer];\n',
    },
    importing('src/industries/industries.module.ts', 'retailRules', './retail/retail.module.js'),
    {
      file: 'src/industries/industries.module.ts',
      after: /export const industryRules[^=]*= \[/,
      text: '...retailRules, ',
    },
    {
      file: 'test/contract/rule-subjects.ts',
      after: /export const ruleSubjects[^=]*= \{\n/,
      text: "  offer: { rule: 'offer', share: 0.3, actions: { negative: 'pass', positive: 'stop' } },\n",
    },
  ],
  tested: { 'the rule offer': 5 },
};

const architecture: ImaginedChange = {
  what: 'an architecture',
  made: ['src/models/architectures/graph.architecture.ts'],
  lines: [
    {
      file: 'src/models/architectures/names.ts',
      after: /export const architectureNames = \[\n/,
      text: "  'graph',\n",
    },
    {
      file: 'src/models/architectures/names.ts',
      after: /export const architecturesByInput[^=]*= \{\n  features: \[/,
      text: "'graph', ",
    },
    importing('src/models/architectures/index.ts', 'graph', './graph.architecture.js'),
    {
      file: 'src/models/architectures/index.ts',
      after: /export const architectures: [^=]*= \{\n/,
      text: '  graph: anyOptions(graph),\n',
    },
    {
      file: 'test/contract/architecture-variants.ts',
      after: /export const variants[^=]*= \{\n/,
      text: "  graph: [{ form: 'features', options: { units: 6 } }],\n",
    },
  ],
  tested: { 'on the engine wasm the architecture graph': 12, 'on the engine cpu the architecture graph': 11 },
};

const columnKind: ImaginedChange = {
  what: 'a column kind',
  made: ['src/tables/columns/notes.column.ts'],
  lines: [
    {
      file: 'src/tables/columns/names.ts',
      after: /export const columnKindNames = \[\n/,
      text: "  'notes',\n",
    },
    importing('src/tables/columns/index.ts', 'notesColumn', './notes.column.js'),
    {
      file: 'src/tables/columns/index.ts',
      after: /export const registry = \{\n/,
      text: '  notes: notesColumn,\n',
    },
    {
      file: 'test/contract/column-kinds.spec.ts',
      after: /const subjects: Record<ColumnKindName[^=]*= \{\n/,
      text: "  notes: { columns: [{ name: 'note', kind: 'notes', meaning: { en: 'a', zh: 'b' }, missing: 'empty', width: 4 }], cells: fc.string() },\n",
    },
  ],
  tested: { 'column kind notes 1': 14 },
};

const task: ImaginedChange = {
  what: 'a task over rows',
  made: ['src/learning/rows/tasks/survival/'],
  lines: [
    {
      file: 'src/learning/rows/names.ts',
      after: /export const rowTaskNames = \[\n/,
      text: "  'survival',\n",
    },
    {
      file: 'src/learning/rows/names.ts',
      after: /export const rowNetworks[^\n]*= \{\n/,
      text: "  survival: () => 'tab-m',\n",
    },
    importing('src/learning/rows/tasks/index.ts', 'survival', './survival/index.js'),
    {
      file: 'src/learning/rows/tasks/index.ts',
      after: /const tasks[^=]*= \{\n/,
      text: '  survival,\n',
    },
    subject(
      'survival',
      `{
        title: 'the time by which a fifth is left',
        scenario: tiny(price.replace('-5, 30', '0, 30'), '{ name: survival, options: { surviving: 0.2 } }', 'rmse'),
        rows: csvOf(numericRows(150), 'price'),
        unreadable: '3.5,r,dear',
        request: tinyRequest,
        decidesOn: 'time-left',
        refused: { from: 'surviving: 0.2', to: 'surviving: 2', pointer: '/task/options/surviving' },
      }`,
    ),
  ],
  tested: {
    'the family rows with the task survival': 8,
    'the task survival asked for the time by which a fifth is left': 9,
  },
};

/** Those of docs/development.md. */
export const imaginedChanges: readonly ImaginedChange[] = [family, rule, architecture, columnKind, task];
