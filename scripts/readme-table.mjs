// The table of scenarios in README.md and README.zh-CN.md, from the scenarios' own files.
//   node scripts/readme-table.mjs            write it
//   node scripts/readme-table.mjs --check    exit with 1 when a README is not up to date
/** @import { DatasetSpec } from '#dist/datasets/dataset-spec.js' */
/** @import { ScenarioSpec } from '#dist/scenarios/schema/scenario.js' */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..');
const begin = '<!-- scenarios: made by scripts/readme-table.mjs -->';
const end = '<!-- /scenarios -->';

/** Of a scenario that names none; the schema's default. */
const usualArchitecture = 'tab-m';

/**
 * A README, in the words of its language.
 * @typedef {object} Readme
 * @property {string} file
 * @property {'en' | 'zh'} language
 * @property {string[]} head
 * @property {Record<string, string>} tasks
 * @property {string} ownFile what is said of data that is made in the scenario's folder
 */

/** @type {Readme[]} */
const readmes = [
  {
    file: 'README.md',
    language: 'en',
    head: ['Scenario', 'Question', 'Task', 'Data', 'Network'],
    tasks: {
      classification: 'classification',
      distribution: 'distribution',
      forecast: 'forecast',
      recommendation: 'recommendation',
      regression: 'regression',
      'remaining-life': 'remaining life',
    },
    ownFile: 'generated, in the folder',
  },
  {
    file: 'README.zh-CN.md',
    language: 'zh',
    head: ['场景', '问题', '任务', '数据', '网络'],
    tasks: {
      classification: '分类',
      distribution: '分布',
      forecast: '预测',
      recommendation: '推荐',
      regression: '回归',
      'remaining-life': '剩余寿命',
    },
    ownFile: '场景目录内的生成数据',
  },
];

try {
  main(parseArgs({ options: { check: { type: 'boolean' }, root: { type: 'string' } } }).values);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

/** @param {{ check?: boolean, root?: string }} options */
function main({ check = false, root = projectRoot }) {
  const specs = readSpecs(root);
  const stale = readmes.filter((readme) => {
    const path = join(root, readme.file);
    const text = readFileSync(path, 'utf8');
    const fresh = withTable(text, tableOf(specs, readme, root), readme.file);
    if (fresh !== text && !check) writeFileSync(path, fresh);
    return fresh !== text;
  });
  const names = stale.map(({ file }) => file).join(', ');
  if (stale.length === 0) console.log('The tables of scenarios are up to date.');
  else if (!check) console.log(`Written: ${names}`);
  else {
    console.error(`Not up to date: ${names}. Run: node scripts/readme-table.mjs`);
    process.exitCode = 1;
  }
}

/**
 * Every scenario below `scenarios/<industry>/<scenario>/`, by id.
 * @param {string} root
 */
function readSpecs(root) {
  const folder = join(root, 'scenarios');
  return foldersIn(folder)
    .flatMap((industry) => foldersIn(join(folder, industry)).map((name) => join(industry, name)))
    .map((name) => join(folder, name, 'scenario.yaml'))
    .filter((path) => existsSync(path))
    .map((path) => /** @type {ScenarioSpec} */ (readYaml(path)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * @param {string} path
 * @returns {unknown}
 */
function readYaml(path) {
  return parse(readFileSync(path, 'utf8'));
}

/** @param {string} path */
function foldersIn(path) {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/**
 * @param {readonly ScenarioSpec[]} specs
 * @param {Readme} readme
 * @param {string} root
 */
function tableOf(specs, readme, root) {
  const rows = specs.map((spec) => rowOf(spec, readme, root));
  return [readme.head, readme.head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/**
 * @param {ScenarioSpec} spec
 * @param {Readme} readme
 * @param {string} root
 */
function rowOf(spec, { language, tasks, ownFile }, root) {
  const { id, title, question, task, model, data } = spec;
  return [
    `[${title[language]}](scenarios/${id}/)<br>\`${id}\``,
    question[language],
    tasks[task.name] ?? task.name,
    'dataset' in data ? datasetLink(data.dataset, language, root) : ownFile,
    model?.architecture ?? usualArchitecture,
  ];
}

/**
 * @param {string} name
 * @param {Readme['language']} language
 * @param {string} root
 */
function datasetLink(name, language, root) {
  const { title } = /** @type {DatasetSpec} */ (readYaml(join(root, 'datasets', name, 'dataset.yaml')));
  return `[${title[language]}](datasets/${name}/)`;
}

/**
 * `text` with the table between the two marks.
 * @param {string} text
 * @param {string} table
 * @param {string} file for the message
 */
function withTable(text, table, file) {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} lacks the marks ${begin} and ${end}, in this order.`);
  return `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`;
}
