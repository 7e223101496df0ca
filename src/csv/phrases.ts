import type { Phrases } from '../core/language/phrase-book.js';

/** What is wrong with the bytes, records and headers of a file. */
export const csvPhrases: Phrases = {
  phrases: [
    ['UTF-8', 'UTF-8 文本'],
    ['1 field', '1 个字段'],
    ['{number} fields', '{number} 个字段'],
    ['a quote that closes the one opened at line {number}', '与第 {number} 行开始的引号配对的结束引号'],
    [
      'a delimiter or the line end behind the quote that closes the cell opened at line {number}',
      '第 {number} 行开始的单元格在结束引号之后应为分隔符或行尾',
    ],
    ['a name of the WHATWG encoding standard', 'WHATWG 编码标准中的名称'],
    ['one ASCII character other than a quote or a line end', '除引号和行尾以外的一个 ASCII 字符'],
    ['a name for column {number}', '第 {number} 列的名称'],
    ['each name once', '每个名称只出现一次'],
    ['{file} holds records that are not well formed.', '{file} 中有格式不正确的记录。'],
    ['There is no file {file}.', '没有文件 {file}。'],
    ['There is no file or folder {file}.', '没有文件或文件夹 {file}。'],
    ['{file} cannot be read: {reason}.', '无法读取 {file}：{reason}。'],
    ['{file} cannot be written: {reason}.', '无法写入 {file}：{reason}。'],
    ['{file} is a folder; expected a CSV file.', '{file} 是文件夹；应为 CSV 文件。'],
    [
      '{file} is text in UTF-16; expected CSV text in UTF-8.',
      '{file} 是 UTF-16 文本；应为 UTF-8 的 CSV 文本。',
    ],
    [
      '{file}, line {number}: the header cannot be used: {what}.',
      '{file} 第 {number} 行：表头无法使用：{what}。',
    ],
    [
      '{file}, line {number}: expected {saidExpected}, received {received}.',
      '{file} 第 {number} 行：应为{saidExpected}，实际为{received}。',
    ],
    ['{file} is a gzip file that is cut off before its end.', '{file} 是未完整的 gzip 文件。'],
    ['The encoding {name} is not known.', '未知的编码 {name}。'],
    ['The delimiter {sign} cannot separate the cells of a CSV file.', '{sign} 不能作为 CSV 的分隔符。'],
    [
      'For instance utf-8, windows-1252, gbk, gb18030, utf-16le or utf-16be.',
      '例如 utf-8、windows-1252、gbk、gb18030、utf-16le 或 utf-16be。',
    ],
    ['A quote in that record may never be closed.', '该记录中的引号可能没有闭合。'],
    ['Take a sample of the rows.', '请抽取部分行。'],
    ['Test the file with "gzip -t".', '请用 “gzip -t” 检查该文件。'],
  ],
  received: [
    ['1 field', '1 个字段'],
    ['{number} fields', '{number} 个字段'],
    ['the end of the file', '文件末尾'],
    ['further text', '其他文本'],
    [
      'byte {name} at offset {number} of the file, probably {encoding}',
      '文件偏移 {number} 处的字节 {name}，编码可能是 {encoding}',
    ],
    ['{number} columns', '{number} 列'],
    ['a longer one', '更长'],
  ],
};
