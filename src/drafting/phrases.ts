import type { Phrases } from '../core/language/phrase-book.js';

/** What is found of the columns of a table, and what is wrong with a scenario of one's own. */
export const draftingPhrases: Phrases = {
  phrases: [
    ['no row has a value', '没有任何一行有值'],
    ['every value is a yes or a no', '所有值都表示是或否'],
    ['every value is a date', '所有值都是日期'],
    ['every value is a date, written {format}', '所有值都是日期，写作 {format}'],
    ['every value is a whole number', '所有值都是整数'],
    ['every value is a number', '所有值都是数字'],
    ['every value is a number with a decimal comma', '所有值都是以逗号为小数点的数字'],
    ['every value is a number with signs between thousands', '所有值都是带千位分隔符的数字'],
    ['every value is a molecule, written as SMILES', '所有值都是以 SMILES 书写的分子'],
    [
      '{number} different texts: they name rows, or are sentences',
      '{number} 种不同的文本：用来标识各行，或者是整句的文字',
    ],
    ['{number} different texts, which come again', '{number} 种不同的文本，各自重复出现'],
    ['{number} different texts', '{number} 种不同的文本'],
    ['no row has a value here: leave the column out', '此列没有任何值：建议不使用'],
    ['the same in every row: it tells nothing', '各行都相同：不含任何信息'],
    ['1 row has no value: say what stands for it (missing)', '1 行没有值：请说明以什么代替（missing）'],
    [
      '{number} rows have no value: say what stands for it (missing)',
      '{number} 行没有值：请说明以什么代替（missing）',
    ],
    [
      '{format} or {other}? every date can be read as both',
      '是 {format} 还是 {other}？所有日期两种读法都成立',
    ],
    [
      '{example} could be written with {form} as well: which is it?',
      '{example} 也可以按 {form} 来读：是哪一种？',
    ],
    [
      '{number} in {number2} rows: if it means no value, write missing_tokens: ["{number3}"]',
      '{number2} 行中出现 {number}：如果它表示没有值，请写 missing_tokens: ["{number3}"]',
    ],
    [
      'only {number} different numbers: if they are codes, the kind is categorical',
      '只有 {number} 种不同的数字：如果是代码，则类型应为类别',
    ],
    [
      'another whole number in every row: if it names the row, the kind is identifier',
      '每行的整数都不同：如果用来标识该行，则类型应为标识',
    ],
    ['sentences: they are passed through and not learnt from', '整句的文字：原样保留，不用于学习'],
    [
      'molecules written as SMILES; split by this column (by: part) where one may stand in several rows',
      '以 SMILES 书写的分子；同一分子可能出现在多行时，请按此列划分（by: part）',
    ],
    [
      '{number} different texts: those of the training rows are the categories',
      '{number} 种不同的文本：以训练行中出现的为类别',
    ],
    ['one text only beside rows without: is it a yes?', '只有一种文本，其余行为空：它是否表示“是”？'],
    [
      'if NA is a code here (Namibia, North America), write na_is_text: true',
      '如果这里的 NA 是代码（纳米比亚、北美），请写 na_is_text: true',
    ],
    [
      '{number} rows are few: the figures of the report will be uncertain',
      '只有 {number} 行，数据偏少：报告中的指标会很不确定',
    ],
    ['The column {column} cannot be predicted.', '无法预测列 {column}。'],
    ['a number, or two to {number} different texts', '数字，或者 2 至 {number} 种不同的文本'],
    ['Name another column: --target COLUMN.', '请指定另一列：--target COLUMN。'],
    ['{name} has no rows.', '{name} 没有数据行。'],
    ['at least one row', '至少一行'],
    ['The file has no column {column}.', '文件中没有列 {column}。'],
    ['{name} has too many columns to be decided on one by one.', '{name} 的列太多，无法逐一决定。'],
    ['at most {number} columns', '最多 {number} 列'],
    [
      'Leave out columns first, or write the scenario.yaml by hand.',
      '请先删去一些列，或者手写 scenario.yaml。',
    ],
    ['Too many tables wait to be looked at.', '等待查看的表格太多。'],
    ['Take a sample of the rows.', '请抽取一部分行。'],
    ['The table does not fit the memory that there is for a draft.', '生成草案所用的内存容不下这张表。'],
    ['The table could not be looked at within {number} seconds.', '未能在 {number} 秒内看完这张表。'],
    ["There are {number} scenarios of one's own already.", '已有 {number} 个自建场景。'],
    ['Remove one that nobody needs.', '请删除一个不再需要的。'],
    ['There is a scenario {name} already, or models of one.', '场景 {name} 已存在，或者还有它的模型。'],
    ['an id that no scenario has', '没有场景使用过的标识'],
    ['The specification is neither JSON nor YAML.', '该规格既不是 JSON，也不是 YAML。'],
    ['The specification must be an object.', '规格必须是一个对象。'],
    ['The specification is not a valid scenario.', '该规格不是有效的场景。'],
    ['This cannot be the id of a scenario of one’s own.', '这不能作为自建场景的标识。'],
    [
      'own/ and a name of at most 64 small letters, digits and hyphens',
      'own/ 加上由小写字母、数字和连字符组成、最长 64 个字符的名称',
    ],
    [
      'Scenarios of other industries are written into the folder of scenarios by whoever runs the server.',
      '其他行业的场景由服务器的管理者写入场景文件夹。',
    ],
    ['docs/scenario-spec.md describes every key.', 'docs/scenario-spec.md 说明了每个键。'],
    [
      '{name} was not made by a server, so it is not removed by one.',
      '{name} 不是由服务器创建的，因此不能由服务器删除。',
    ],
    ['Whoever wrote its scenario.yaml removes its folder.', '由编写其 scenario.yaml 的人删除该文件夹。'],
    ['A job of {name} waits or runs.', '{name} 有任务在等待或运行。'],
    [
      'Wait for its end, or cancel it: DELETE /v1/jobs/{id}.',
      '请等待其结束，或将其取消：DELETE /v1/jobs/{id}。',
    ],
  ],
};
