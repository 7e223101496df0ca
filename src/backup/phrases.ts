import type { Phrases } from '../core/language/phrase-book.js';

/** What a backup or a restoring is refused with. */
export const backupPhrases: Phrases = {
  phrases: [
    ['There is no home {path}.', '没有主目录 {path}。'],
    ['SEXTANT_HOME says where it is.', '主目录由 SEXTANT_HOME 指定。'],
    ['Give the backup another name.', '请为备份另取一个名称。'],
    ['{path} was changed while it was read.', '{path} 在读取过程中被修改。'],
    ['Back up again when nobody writes there.', '请在无人写入时重新备份。'],
    ['The versions of {scenario} change all the time.', '{scenario} 的版本一直在变动。'],
    ['{file} is {kind}; expected a backup.', '{file} 是 {kind}；应为备份文件。'],
    ['{path} cannot be taken: {reason}.', '{path} 无法使用：{reason}。'],
    ['{path} cannot be replaced: {reason}.', '{path} 无法替换：{reason}。'],
    ['The backup was stopped.', '备份已中止。'],
    ['The restoring was stopped. Nothing was restored.', '恢复已中止。没有恢复任何内容。'],
    ['The backup {file} cannot be read: {reason}.', '备份 {file} 无法读取：{reason}。'],
    [
      'The backup {file} is damaged at {entry}: {saidProblem}.',
      '备份 {file} 在 {entry} 处损坏：{saidProblem}。',
    ],
    ['it is missing', '缺失'],
    ['it is there twice', '重复出现'],
    ['it is too long', '过长'],
    ['it is not JSON', '不是 JSON'],
    ['it is not of its form', '格式有误'],
    ['it ends too soon', '提前结束'],
    ['it stands behind the manifest', '位于清单之后'],
    ['the manifest does not know it', '清单中没有'],
    ['something follows its end', '结尾之后还有内容'],
    ['what should be the head of an entry is none', '条目的头部无效'],
    [
      'it has {number} bytes with sha256 {name} instead of {number2} with {name2}',
      '为 {number} 字节、sha256 {name}，而应为 {number2} 字节、{name2}',
    ],
    ['what was saved', '保存时的内容'],
    [
      'Nothing was restored. Take another backup, or copy this one again from where it was kept.',
      '没有恢复任何内容。请换用另一个备份，或从存放处重新复制此备份。',
    ],
    ['{file} is no backup.', '{file} 不是备份文件。'],
    ['a file that `sextant backup` wrote', '由 `sextant backup` 写出的文件'],
    ['another archive', '其他归档文件'],
    [
      'The backup {file} was written by a later version of Sextant.',
      '备份 {file} 由更新版本的 Sextant 写出。',
    ],
    ['Restore it with that version or a newer one.', '请用该版本或更新的版本恢复。'],
    [
      'The archive {file} holds what no backup holds. Nothing was restored.',
      '归档 {file} 含有备份中不应有的内容。没有恢复任何内容。',
    ],
    ['files and folders below the parts of a home', '主目录各部分之下的文件和文件夹'],
    [
      'Somebody made or changed this archive by other means: do not trust it.',
      '此归档由其他方式生成或被改动过：不要信任它。',
    ],
    ['The home {path} is not empty. Nothing was restored.', '主目录 {path} 不为空。没有恢复任何内容。'],
    [
      'Move it away, or restore into another folder: --into FOLDER.',
      '请把它移走，或恢复到另一个文件夹：--into FOLDER。',
    ],
    [
      'A home that is restored is moved to its place as a whole: where a disk is mounted, let SEXTANT_HOME be a folder on it.',
      '恢复的主目录会整体移动到位：挂载磁盘时，请让 SEXTANT_HOME 为该磁盘上的一个文件夹。',
    ],
  ],
};
