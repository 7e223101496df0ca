import type { Phrases } from '../../core/language/phrase-book.js';

/** Help. */
export const helpPhrases: Phrases = {
  phrases: [
    // Commander's own.
    ['Usage:', '用法：'],
    ['Options:', '选项：'],
    ['Arguments:', '参数：'],
    ['Commands:', '命令：'],
    ['display help for command', '显示帮助'],
    [' (default: {value})', '（默认：{value}）'],
    // Of the program.
    [
      'Business questions of six industries as working models: train, evaluate, score, serve.',
      '六个行业的业务问题，做成可用的模型：训练、评估、打分、提供服务。',
    ],
    ['print the version', '显示版本'],
    [
      'en or zh: the language of texts; default: that of LC_ALL, LC_MESSAGES or LANG on the screen, English in JSON and files',
      'en 或 zh：文字的语言；默认：屏幕上按 LC_ALL、LC_MESSAGES 或 LANG，JSON 和文件用英文',
    ],
    ['machine-readable output', '输出供程序读取的 JSON'],
    ['machine-readable output (always on)', '输出供程序读取的 JSON（始终如此）'],
    ['for instance finance/credit-scoring', '例如 finance/credit-scoring'],
    ['for instance finance/credit-scoring@3', '例如 finance/credit-scoring@3'],
    ['its champion answers; SCENARIO@3 asks version 3', '由冠军模型回答；SCENARIO@3 指定第 3 版'],
    ['another seed than the scenario’s', '不用场景的随机种子而用另一个'],
    [
      'windows-1252, gb18030, utf-16le or another of the WHATWG encoding standard: {saidWhat}',
      'windows-1252、gb18030、utf-16le 或 WHATWG 编码标准中的其他名称：{saidWhat}',
    ],
    ['of the file; default UTF-8', '文件的编码；默认 UTF-8'],
    ['of the file; default: utf-8', '文件的编码；默认：utf-8'],
    ['of the file of --data; default: utf-8', '--data 文件的编码；默认 utf-8'],
    ['of the input; default: utf-8', '输入的编码；默认 utf-8'],
    ['one character, or tab; default: found out', '一个字符，或 tab；默认：自动识别'],
    [
      'one character, or "tab"; found out from the header when not given',
      '一个字符，或 “tab”；不给出时由表头识别',
    ],
    // importance, dependence
    ['how much every column moves the answers of a version', '各列对某一版本预测的影响大小'],
    [
      'how the answers of a version depend on a column, and where there are data',
      '某一版本的预测如何随一列的取值变化，以及何处有数据',
    ],
    ['a column that the model reads', '模型使用的一列'],
    // list, describe, init
    ['the scenarios with their data, champion and headline metric', '各场景及其数据、冠军模型和主要指标'],
    [
      'question, columns, decision, limits and an example of a scenario',
      '一个场景的问题、列、决策、局限和示例',
    ],
    [
      'profile the rows of a CSV file, read as the scenario reads them',
      '按场景的读法概览一个 CSV 文件的各行',
    ],
    [
      'draft a scenario of your own from a CSV: scenario.yaml with questions where a person must decide',
      '由 CSV 起草您自己的场景：scenario.yaml，需要人来决定之处标有问题',
    ],
    [
      'what is to be predicted; once for each of several; default: the last column',
      '要预测的列；多个时各给一次；默认：最后一列',
    ],
    ['default: found out', '默认：自动识别'],
    [
      'of a forecast: its rows of one value are one series; default: found out',
      '用于预测：该列取值相同的行为一个序列；默认：自动识别',
    ],
    ['of a recommendation: who took a product; default: found out', '用于推荐：顾客列；默认：自动识别'],
    ['of a recommendation: the product; default: found out', '用于推荐：商品列；默认：自动识别'],
    [
      'note: {text}, so the draft is of a forecast; another one with --task regression',
      '注意：{text}，因此起草为预测场景；可用 --task regression 指定其他任务',
    ],
    [
      'note: {user} and {item} are customers and products, so the draft is of a recommendation; another one with --task or --target',
      '注意：{user} 和 {item} 是顾客和商品，因此起草为推荐场景；可用 --task 或 --target 指定其他',
    ],
    ['default: own/ and the file’s name', '默认：own/ 加文件名'],
    ['the folder of your scenarios', '存放您自己的场景的文件夹'],
    [
      'the first line is a row: columns are called column_1, column_2, ...',
      '第一行即是数据：各列称为 column_1、column_2……',
    ],
    ['a CSV, also gzip', 'CSV 文件，也可为 gzip'],
    // train
    [
      'train a version on the scenario’s data (or a CSV) and let it serve',
      '用场景的数据（或一个 CSV）训练一个版本并让它提供服务',
    ],
    ['a CSV with the scenario’s columns and its target', '含场景各列及其目标的 CSV'],
    [
      'try other networks for so long, too, and blend what helps (tables only)',
      '另外用这么多分钟尝试其他网络，并融合有帮助的（仅限表格）',
    ],
    [
      'let it serve whatever speaks against it; the ledger keeps the reason',
      '无论有何反对理由都让它提供服务；理由记入台账',
    ],
    ['publish the version but leave the champion', '发布该版本，但保留冠军模型'],
    // report
    ['the report of a version, as text or as a page for people', '某版本的报告：文本，或供人阅读的网页'],
    ['one page of HTML that needs no other file', '一个不依赖其他文件的 HTML 网页'],
    [
      'with --html: write the page here instead of on standard output',
      '与 --html 合用：将网页写入此文件，而不是标准输出',
    ],
    // evaluate
    [
      'the report of the champion, its figures on the rows of a file, or a cross-validation',
      '冠军模型的报告、它在一个文件的行上的表现，或交叉验证',
    ],
    [
      'cross-validate: over so many folds, made as the scenario holds rows out, or over those of a CSV with the columns row, repeat0, repeat1, ...',
      '交叉验证：按场景留出行的方式分成这么多折，或按含 row、repeat0、repeat1…… 列的 CSV 划分',
    ],
    ['with a number of --folds: how often the rows are divided anew', '--folds 为数字时：重新划分的次数'],
    [
      'with --folds: only the rows with this value, which the folds number',
      '与 --folds 合用：只取该列为此值的行',
    ],
    [
      'with --folds: as the rows were known at this stage; default: the first',
      '与 --folds 合用：按该阶段已知的情况；默认：第一阶段',
    ],
    [
      'with --folds: the metric to compare by; default: the primary one',
      '与 --folds 合用：用于比较的指标；默认：主要指标',
    ],
    [
      'judge by the labelled rows of this CSV; with --folds: divide them instead of the scenario’s',
      '用此 CSV 中有标签的行评判；与 --folds 合用时：划分这些行而不是场景的行',
    ],
    [
      'with --folds: how many folds at once; default: the cores',
      '与 --folds 合用：同时进行的折数；默认：核数',
    ],
    ['write its plot (SVG) of the rows held out', '写出其留出行的图（SVG）'],
    // score, predict, explain, ask
    [
      'so many result columns reason_1, ... that say what the answer rests on most; default: none',
      '增加 reason_1 等若干结果列，说明回答主要依据什么；默认：不增加',
    ],
    [
      'score a CSV file of any size; rows that cannot be scored go to OUT.rejects.csv, the account of all to OUT.receipt.json',
      '对任意大小的 CSV 文件打分；无法打分的行写入 OUT.rejects.csv，总账写入 OUT.receipt.json',
    ],
    [
      'score rejected rows again that were repaired in the rejects of a scoring, and write all of its rows in the order of the input to files of their own',
      '对在被拒行文件中修正过的行重新打分，并将全部行按输入的顺序写入新文件',
    ],
    ['OUT.receipt.json of a scoring that rejected rows', '有被拒行的一次打分的回执 OUT.receipt.json'],
    ['the repaired rows; default: the rejects beside the receipt', '修正后的行；默认：回执旁的被拒行文件'],
    ['the table that was scored; default: beside the receipt', '已打分的表；默认：在回执旁查找'],
    [
      'SCENARIO@3: version 3 scores the repaired rows; default: that of the receipt',
      'SCENARIO@3：由第 3 版对修正的行打分；默认：回执所记的版本',
    ],
    [
      'default: OUT.csv.rescored.csv, for OUT.csv; gzip when it ends in .gz',
      '默认：OUT.csv 对应 OUT.csv.rescored.csv；以 .gz 结尾时用 gzip 压缩',
    ],
    ['of the repaired rows; default: utf-8', '修正后的行的编码；默认 utf-8'],
    [
      'decide on all rows of a CSV file by a rule of the scenario, such as who gets an offer within a budget; files as of score',
      '按场景的规则对 CSV 文件的所有行统一决策，例如在预算内谁得到邀约；输出文件与 score 相同',
    ],
    ['needed where the scenario has several rules about whole files', '场景有多条针对整个文件的规则时必填'],
    ['the option limit of the rule', '规则的选项 limit'],
    ['the option budget of the rule', '规则的选项 budget'],
    [
      'another option of the rule, its value as JSON where that is not a text, or @FILE for JSON or a table in a file; may be repeated',
      '规则的其他选项，非文本的值写成 JSON，或用 @FILE 指文件中的 JSON 或表格；可重复',
    ],
    [
      'default: INPUT.decided.csv, such as a.csv.decided.csv for a.csv; gzip when it ends in .gz',
      '默认：INPUT.decided.csv，例如 a.csv 得到 a.csv.decided.csv；以 .gz 结尾则压缩为 gzip',
    ],
    [
      'default: INPUT.scored.csv, such as a.csv.scored.csv for a.csv; gzip when it ends in .gz',
      '默认：INPUT.scored.csv，例如 a.csv 得到 a.csv.scored.csv；以 .gz 结尾则压缩为 gzip',
    ],
    [
      'a column of the input that is a declared one under another name, or @FILE for those that a JSON file or the receipt of an earlier scoring says; may be repeated',
      '输入中以其他名称出现的声明列；或用 @FILE 取自 JSON 文件或先前打分的回执；可重复给出',
    ],
    [
      'a result column with the probability of each class, of more than two',
      '增加一个结果列，给出（两个以上类别时）每个类别的概率',
    ],
    ['a result column that says of each row what is unusual about it', '增加一个结果列，说明每行的异常之处'],
    ['threads; default: the number of cores', '线程数；默认：核数'],
    ['print the receipt', '输出回执'],
    [
      'compare the rows of a file with those that a version learnt from, or its answers with what came of them; status 5 for an alarm',
      '将文件的行与版本训练时所用的行作比较，或将其答复与实际结果作比较；报警时退出状态为 5',
    ],
    [
      'in place of a file: how the answers that are kept turned out',
      '不指定文件，改为查看已记录答复的实际效果',
    ],
    ['whose answers are kept', '记录答复的场景'],
    [
      'CSV file with a column answer (ids) or the key column, and a column outcome',
      'CSV 文件，含 answer 列（答复的 id）或键列，以及 outcome 列',
    ],
    [
      'keep what came of answers, to judge them by it; status 3 where some rows were refused',
      '登记答复的实际结果，以便据此评估；有行被拒绝时退出状态为 3',
    ],
    ['answers that are kept', '已记录的答复'],
    ['remove answers, and what came of them, for good', '永久删除答复及其实际结果'],
    ['of the answer', '答复的 id'],
    ['of the key column: all answers with it', '键列的取值：删除所有对应的答复'],
    ['Say which answers.', '请指明哪些答复。'],
    ['--id ID or --key VALUE', '--id ID 或 --key VALUE'],
    ['Say what is to be watched.', '请指明要监测什么。'],
    ['a CSV file or --outcomes', 'CSV 文件或 --outcomes'],
    ['a version, for instance 2', '一个版本，例如 2'],
    ['the version to hold against it, for instance 3', '与之对照的版本，例如 3'],
    ['CSV of rows whose target is known; default: the rows held out', '目标已知的行的 CSV；默认：留出的行'],
    [
      'two versions on the same rows: every figure with the interval of its difference',
      '两个版本在相同的行上：每个指标及其差的区间',
    ],
    ['CSV file of rows, also gzip; - for standard input', '行的 CSV 文件，也可为 gzip；- 表示标准输入'],
    ['CSV file, also gzip; - for standard input', 'CSV 文件，也可为 gzip；- 表示标准输入'],
    ['predict one row or many', '预测一行或多行'],
    [
      'JSON as for the REST endpoint, @FILE, or - for standard input; a bare row is taken as {"features": row}',
      '与 REST 端点相同的 JSON、@文件，或 - 表示标准输入；单独一行视为 {"features": row}',
    ],
    [
      'reasons with each row; default: 3 with one row, none with many',
      '每行给出的理由数；默认：单行 3 条，多行不给',
    ],
    ['explain the answer to one row: what every column adds to it', '解释一行的回答：每一列的贡献'],
    [
      'find the least changes of one row after which the model would answer otherwise',
      '寻找一行的最小改动，使模型给出不同的回答',
    ],
    [
      'an action or a class; of a number "<= 20" or ">= 5"; default: any other one',
      '动作或类别；数值写作 "<= 20" 或 ">= 5"；默认：任何其他回答',
    ],
    ['one row as JSON, @FILE, or - for standard input', '一行的 JSON、@文件，或 - 表示标准输入'],
    ['ask an extra endpoint of a scenario', '询问场景的额外端点'],
    ['an extra endpoint of the scenario, such as scorecard', '场景的额外端点，例如 scorecard'],
    // models
    ['versions and which of them serves', '各版本及当前提供服务的版本'],
    ['the versions of a scenario, or of all', '一个场景或所有场景的版本'],
    ['let a version serve', '让一个版本提供服务'],
    ['let the previous champion serve again', '让先前的版本重新提供服务'],
    [
      'take a version out: whole for another Sextant, or as one graph for other programs',
      '导出一个版本：完整版本供另一个 Sextant 使用，或单个计算图供其他程序使用',
    ],
    ['what it becomes', '导出成的格式'],
    ['the file to write, or of a graph the folder', '要写入的文件；导出计算图时为文件夹'],
    ['a version that export wrote in the format sextant', '由 export 以 sextant 格式写出的版本'],
    [
      'take in a version of another Sextant, checked to the last byte',
      '导入另一个 Sextant 的版本，逐字节核对',
    ],
    [
      'let it serve where it is not worse; with a reason whatever speaks against it',
      '若不逊于现有版本则由它提供服务；给出理由时则无论如何都由它提供服务',
    ],
    // datasets
    ['the dataset catalogue: originals and synthetic samples', '数据集目录：原始数据与合成样本'],
    [
      'every dataset, its licence, and whether its original is here',
      '所有数据集、其许可，以及原始数据是否在本地',
    ],
    ['what a dataset is, and what its rows are like, column by column', '数据集的说明，以及逐列概览其各行'],
    [
      'the rows of an imported original as one CSV with a header, as scenarios read them',
      '把已导入的原始数据的各行写成带表头的 CSV，与场景所读一致',
    ],
    ['the CSV to write; gzip when it ends in .gz', '要写出的 CSV；以 .gz 结尾则压缩为 gzip'],
    ['the synthetic sample, made anew from its seed, as CSV', '由其随机种子重新生成的合成样本，CSV 格式'],
    ['write it to a file instead of standard output', '写入文件而不是标准输出'],
    [
      'take original files from the disk; they are recognised by their checksums',
      '从磁盘导入原始文件；按校验和识别',
    ],
    ['for this dataset only', '仅限此数据集'],
    ['the original file, or a folder that holds it', '原始文件，或包含它的文件夹'],
    ['download the original from its public source and check it', '从公开来源下载原始数据并校验'],
    ['a mirror that has the files under their names', '以相同文件名提供这些文件的镜像'],
    // serve, worker, doctor
    [
      'serve every scenario over HTTP (PORT, HOST); trains missing models in the background',
      '以 HTTP 提供所有场景（PORT、HOST）；缺少的模型在后台训练',
    ],
    [
      'who may ask a server, and what: the file SEXTANT_KEYS_FILE',
      '谁可以访问服务器及其权限：文件 SEXTANT_KEYS_FILE',
    ],
    ['make a key and print it, this once', '创建密钥并显示，仅此一次'],
    [
      'reader, scorer, trainer or owner; each may do what those before it may',
      'reader（读取）、scorer（打分）、trainer（训练）或 owner（所有者）；后者包含前者的权限',
    ],
    [
      'for this industry; several are given several times; default: all',
      '仅限此行业；多个行业可重复给出；默认：全部',
    ],
    ['whose it is, for the list', '属于谁，用于列表显示'],
    [
      'keys by their ids, with what they may do; the keys themselves are not known',
      '按编号列出密钥及其权限；密钥本身并不保存',
    ],
    ['of the key, as the list has it', '密钥的编号，见列表'],
    ['end a key; a server that runs refuses it from then on', '吊销密钥；正在运行的服务器随即拒绝它'],
    [
      'serve language models over standard input and output (Model Context Protocol)',
      '通过标准输入输出为语言模型提供服务（模型上下文协议 MCP）',
    ],
    ['give tools of this industry alone; default: all', '仅提供此行业的工具；默认：全部'],
    ['serve, and open the tour of ten minutes in the browser', '启动服务，并在浏览器中打开十分钟导览'],
    [
      'work on the jobs of a server beside it (DATABASE_URL, and the SEXTANT_HOME of the server)',
      '与服务器并行处理其任务（DATABASE_URL，以及服务器的 SEXTANT_HOME）',
    ],
    // backup, restore
    [
      'save the home in one file, while a server runs: models, datasets, scenarios of your own, keys, and jobs unless a process has them open',
      '把主目录保存为一个文件，服务器可照常运行：模型、数据集、您自己的场景、密钥，以及未被其他进程打开的任务',
    ],
    ['the backup to write, such as sextant.tar.gz', '要写出的备份，例如 sextant.tar.gz'],
    ['make a home from a backup, checked to the last byte', '由备份恢复主目录，逐字节校验'],
    ['a file that backup wrote', '由 backup 写出的文件'],
    [
      'an empty folder, or one to be made; default: SEXTANT_HOME',
      '空文件夹或将新建的文件夹；默认：SEXTANT_HOME',
    ],
    [
      'engine, versions, kernels, storage, models; and what to do about each problem',
      '引擎、版本、算子、存储、模型；以及每个问题的处理办法',
    ],
    [
      'note: {column} is the last column, so it is taken for the target; another one with --target',
      '注意：{column} 是最后一列，因此被当作目标；可用 --target 指定其他列',
    ],
  ],
};
