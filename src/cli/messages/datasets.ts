import { messages } from '../language.js';

/** `datasets`. */
export const say = messages({
  datasetHead: { en: 'DATASET', zh: '数据集' },
  titleHead: { en: 'TITLE', zh: '标题' },
  dataHead: { en: 'DATA', zh: '数据' },
  licenceHead: { en: 'LICENCE', zh: '许可' },
  sourceHead: { en: 'SOURCE', zh: '来源' },
  hereAlready: { en: '{name}: {file} was here already', zh: '{name}：{file} 已在本地' },
  downloaded: { en: '{name}: {file} downloaded and checked', zh: '{name}：{file} 已下载并校验' },
  imported: { en: '{name}: {file} imported and checked', zh: '{name}：{file} 已导入并校验' },
  ignored: { en: 'ignored {path}: {reason}', zh: '已忽略 {path}：{reason}' },
  lacks: { en: '{name} still lacks {file}', zh: '{name} 仍缺 {file}' },
  written: { en: '{name}: {rows} rows written to {path}', zh: '{name}：{rows} 行已写入 {path}' },
  guarded: {
    en: '{count} cells that a spreadsheet would run begin with an apostrophe now',
    zh: '{count} 个会被电子表格当作公式执行的单元格现以单引号开头',
  },
  original: { en: 'original', zh: '原始数据' },
  sample: { en: 'synthetic sample', zh: '合成样本' },
  licence: { en: 'Licence: {text}', zh: '许可：{text}' },
  citation: { en: 'Citation: {text}', zh: '引用：{text}' },
  source: { en: 'Source: {text}', zh: '来源：{text}' },
  rows: { en: 'Rows of the {source}: {rows}', zh: '{source}的行数：{rows}' },
});
