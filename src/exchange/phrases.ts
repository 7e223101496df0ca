import type { Phrases } from '../core/language/phrase-book.js';

/** What an export or an import of a version is refused with; what stands at `saidProblem` a restoring says, too. */
export const exchangePhrases: Phrases = {
  phrases: [
    ['Give what is exported another name.', '请为导出结果另取一个名称。'],
    ['{path} cannot be written: {reason}.', '{path} 无法写入：{reason}。'],
    ['{model} cannot become one graph. {saidReason}', '{model} 无法导出为单个计算图。{saidReason}'],
    ['one network over the features of a row', '以单行特征为输入的单个网络'],
    [
      'The format sextant takes the version as a whole to another Sextant.',
      'sextant 格式可将整个版本转移到另一个 Sextant。',
    ],
    ['An answer is read from the rows before its row, too.', '其回答还要读取该行之前的各行。'],
    ['the task {name}', '任务 {name}'],
    ['a column of the kind {name}', '类型为 {name} 的列'],
    [
      'How the column "{column}" becomes features cannot be written down as data.',
      '列“{column}”转换为特征的过程无法用数据描述。',
    ],
    ['The network {name} has no form of plain layers.', '网络 {name} 没有由普通层构成的等价形式。'],
    ['linear, mlp of relu, or tab-m', 'linear、使用 relu 的 mlp 或 tab-m'],
    ['It ranks products by the tables of likings that it keeps.', '它按所保存的偏好表对商品排序。'],
    ['a list of products', '商品列表'],
    [
      'It weighs several networks against each other: outcomes with and without the treatment, and who is treated.',
      '它要权衡多个网络：接受与不接受处理时的结果，以及谁会接受处理。',
    ],
    ['an effect of several networks', '由多个网络得出的处理效应'],
    [
      'It simulates what a portfolio loses from the moves of prices that it keeps.',
      '它用所保存的价格变动模拟投资组合的损失。',
    ],
    ['a simulation', '模拟'],
    [
      'It forecasts by a network of each period and solves a programme for the positions.',
      '它用各时期的网络进行预测，并求解规划得出持仓。',
    ],
    ['positions from a programme', '由规划求得的持仓'],
    ['It reads all answers of a learner one after the other.', '它要依次读取学习者的全部作答。'],
    ['a history of answers', '作答历史'],
    [
      'The exported version {file} is damaged at {entry}: {saidProblem}.',
      '导出的版本 {file} 在 {entry} 处损坏：{saidProblem}。',
    ],
    ['what was exported', '导出时的内容'],
    ['it lists more than a version can hold', '所列内容超出一个版本的容量'],
    ['it has {number} bytes instead of {number2}', '为 {number} 字节，而应为 {number2} 字节'],
    ['its sha256 is another one', 'sha256 不符'],
    ['it {problem}', '其内容无效：{problem}'],
    [
      'Nothing was imported. Export the version again, or copy the file once more.',
      '没有导入任何内容。请重新导出该版本，或再复制一次文件。',
    ],
    ['{file} is no exported version.', '{file} 不是导出的版本。'],
    [
      'a file that `sextant models export --format sextant` wrote',
      '由 `sextant models export --format sextant` 写出的文件',
    ],
    ['an empty archive', '空归档'],
    [
      'The exported version {file} was written by a later version of Sextant.',
      '导出的版本 {file} 由更新版本的 Sextant 写出。',
    ],
    ['Import it with that version or a newer one.', '请用该版本或更新的版本导入。'],
    [
      'The archive {file} holds what no exported version holds. Nothing was imported.',
      '归档 {file} 含有导出版本中不应有的内容。没有导入任何内容。',
    ],
    ['the files that its manifest lists', '清单所列的文件'],
    ['The exported version {file} cannot be read: {reason}.', '导出的版本 {file} 无法读取：{reason}。'],
    ['{file} is {kind}; expected an exported version.', '{file} 是 {kind}；应为导出的版本。'],
    ['The import was stopped. Nothing was imported.', '导入已中止。没有导入任何内容。'],
    [
      '{model} does not fit {scenario} as it is declared here. {saidProblem}',
      '{model} 与此处声明的 {scenario} 不符。{saidProblem}',
    ],
    [
      'Nothing was imported. Declare the scenario as it was where the version was trained: its scenario.yaml.',
      '没有导入任何内容。请按训练该版本时的 scenario.yaml 声明此场景。',
    ],
  ],
};
