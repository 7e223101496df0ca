import type { Phrases } from '../../core/language/phrase-book.js';

/** What is said of wrong usage. */
export const usagePhrases: Phrases = {
  phrases: [
    // Commander's own.
    ["error: unknown option '{option}'", '错误：未知选项 “{option}”'],
    ["error: unknown command '{command}'", '错误：未知命令 “{command}”'],
    ["error: missing required argument '{argument}'", '错误：缺少必需的参数 “{argument}”'],
    ["error: option '{option}' argument missing", '错误：选项 “{option}” 缺少取值'],
    [
      "error: too many arguments for '{command}'. Expected {number} arguments but got {number2}.",
      '错误：“{command}” 的参数过多：应为 {number} 个，实际 {number2} 个。',
    ],
    [
      "error: too many arguments for '{command}'. Expected {number} argument but got {number2}.",
      '错误：“{command}” 的参数过多：应为 {number} 个，实际 {number2} 个。',
    ],
    ['(Did you mean {name}?)', '（您是否指 {name}？）'],
    ['(sextant --help shows every command)', '（sextant --help 列出所有命令）'],
    // Of the program.
    ['The option --lang takes a language.', '选项 --lang 需要一种语言。'],
    ['The option {option} takes a whole number.', '选项 {option} 需要整数。'],
    ['The option {option} takes minutes.', '选项 {option} 需要分钟数。'],
    ['a whole number of {number} or more', '不小于 {number} 的整数'],
    ['a whole number from {number} to {number2}', '{number} 至 {number2} 的整数'],
    ['a number above 0', '大于 0 的数字'],
    ['{option} needs {option2}.', '{option} 需与 {option2} 合用。'],
    ['{argument} is empty.', '{argument} 为空。'],
    ['Is a variable of the shell empty?', '是否有 shell 变量为空？'],
    ['That is no version.', '这不是版本号。'],
    ['The file has no column {column}.', '文件中没有列 {column}。'],
    ['{file} has no rows.', '{file} 没有行。'],
    ['{path} exists already.', '{path} 已存在。'],
    ['Choose another --id, or move it away.', '请换一个 --id，或把它移走。'],
    ['The row is not JSON: {reason}.', '该行不是 JSON：{reason}。'],
  ],
};
