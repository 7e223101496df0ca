// The table of scenarios in README.md and README.zh-CN.md, from the scenarios' own files.
//   node scripts/readme-table.mjs            write it
//   node scripts/readme-table.mjs --check    exit with 1 when a README is not up to date
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
  console.error(error.message);
  process.exitCode = 2;
}

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

/** Every scenario below `scenarios/<industry>/<scenario>/`, by id. */
function readSpecs(root) {
  const folder = join(root, 'scenarios');
  return foldersIn(folder)
    .flatMap((industry) => foldersIn(join(folder, industry)).map((name) => join(industry, name)))
    .map((name) => join(folder, name, 'scenario.yaml'))
    .filter((path) => existsSync(path))
    .map((path) => parse(readFileSync(path, 'utf8')))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function foldersIn(path) {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function tableOf(specs, readme, root) {
  const rows = specs.map((spec) => rowOf(spec, readme, root));
  return [readme.head, readme.head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

function rowOf(spec, { language, tasks, ownFile }, root) {
  const { id, title, question, task, model, data } = spec;
  return [
    `[${title[language]}](scenarios/${id}/)<br>\`${id}\``,
    question[language],
    tasks[task.name] ?? task.name,
    data.dataset ? datasetLink(data.dataset, language, root) : ownFile,
    model?.architecture ?? usualArchitecture,
  ];
}

function datasetLink(name, language, root) {
  const { title } = parse(readFileSync(join(root, 'datasets', name, 'dataset.yaml'), 'utf8'));
  return `[${title[language]}](datasets/${name}/)`;
}

/** `text` with the table between the two marks. */
function withTable(text, table, file) {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} lacks the marks ${begin} and ${end}, in this order.`);
  return `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`;
}
