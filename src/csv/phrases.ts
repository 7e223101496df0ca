import type { Phrases } from '../core/language/phrase-book.js';

/** What is wrong with the bytes, records and headers of a file. */
export const csvPhrases: Phrases = {
  phrases: [
    ['UTF-8', 'UTF-8 文本'],
    ['1 field', '1 个字段'],
    ['{number} fields', '{number} 个字段'],
    ['a row with a value for each column', '每列各有一个值的行'],
    ['one sheet with a table', '恰有一张带表格的工作表'],
    ['at most {number} cells in a row group', '每个行组至多 {number} 个单元格'],
    ['at most {number} bytes unpacked', '解压后至多 {number} 字节'],
    [
      '{file} is one JSON list; expected JSON Lines, an object a line.',
      '{file} 是单个 JSON 列表；应为 JSON Lines，每行一个对象。',
    ],
    [
      '{file} begins as JSON Lines, but no line of its first megabyte is an object with a key.',
      '{file} 开头像 JSON Lines，但前 1 MB 中没有任何一行是带键的对象。',
    ],
    [
      '{file} begins as a Parquet file but cannot be read: {reason}.',
      '{file} 开头像 Parquet 文件，但无法读取：{reason}。',
    ],
    [
      '{file} is a zip archive; expected a table: CSV, JSON Lines, Parquet or a workbook.',
      '{file} 是 zip 压缩包；应为表格：CSV、JSON Lines、Parquet 或工作簿。',
    ],
    ['{file} is a workbook that cannot be read: {reason}.', '{file} 是无法读取的工作簿：{reason}。'],
    [
      '{file} is a zip archive or workbook that cannot be read: {reason}.',
      '{file} 是无法读取的压缩包或工作簿：{reason}。',
    ],
    [
      '{file} has {number} sheets with cells; expected one.',
      '{file} 有 {number} 张含单元格的工作表；应为一张。',
    ],
    ['{file} is too large to be read as a whole.', '{file} 过大，无法整体读取。'],
    [
      'Save the table as CSV or JSON Lines, which are read piece by piece.',
      '请将表格存为 CSV 或 JSON Lines，它们可分段读取。',
    ],
    [
      'Save the sheet with the table as a workbook of its own, or as CSV.',
      '请将含表格的工作表单独存为工作簿，或存为 CSV。',
    ],
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
    [
      '{file}: to look at its header takes more than {number} MiB of memory.',
      '{file}：查看其表头所需内存超过 {number} MiB。',
    ],
    [
      'a header line of ordinary names; of a workbook, a smaller one',
      '由普通名称组成的表头行；若为工作簿，则应更小',
    ],
    ['Save a large workbook as CSV, which is read piece by piece.', '较大的工作簿请存为 CSV，可分段读取。'],
    ['Take a sample of the rows.', '请抽取部分行。'],
    ['Test the file with "gzip -t".', '请用 “gzip -t” 检查该文件。'],
  ],
  received: [
    ['no JSON object', '不是 JSON 对象'],
    ['other text than UTF-8', '不是 UTF-8 的文本'],
    ['the further key {name}', '多出的键 {name}'],
    ['a number of {column} with more digits than are kept', '{column} 的数字位数超出可保留的范围'],
    ['bytes of {column} that are no text', '{column} 中有不是文本的字节'],
    ['a cell beside the columns of the header', '表头各列之外的单元格'],
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
