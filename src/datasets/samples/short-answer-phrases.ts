/** Of what questions, points and answers are put together: every list of a list says the same in several ways. */
export interface ShortAnswerPhrases {
  nouns: readonly string[];
  /** `{noun}` stands for one. */
  questions: readonly string[];
  verbs: readonly (readonly string[])[];
  objects: readonly (readonly string[])[];
  circumstances: readonly (readonly string[])[];
  /** Of verb, object and circumstance; negated the second. */
  point: (parts: Point, isNegated: boolean) => string;
  /** A whole answer of points. */
  sentence: (points: readonly string[]) => string;
  openings: readonly string[];
  ignorance: string;
  /** What stands between words that are put in another order. */
  blank: string;
}

export interface Point {
  verb: string;
  object: string;
  circumstance: string;
}

const english: ShortAnswerPhrases = {
  nouns:
    'stack queue list tree graph loop function class pointer array compiler parser thread lock index buffer cache iterator schema process'.split(
      ' ',
    ),
  questions: ['What does a {noun} do?', 'What is a {noun} used for?', 'Describe the role of a {noun}.'],
  verbs: [
    ['keeps', 'stores', 'holds'],
    ['returns', 'yields', 'delivers'],
    ['checks', 'tests', 'verifies'],
    ['removes', 'deletes', 'drops'],
    ['repeats', 'iterates', 'reruns'],
    ['copies', 'duplicates', 'clones'],
    ['shares', 'publishes', 'exposes'],
    ['orders', 'sorts', 'arranges'],
    ['hides', 'conceals', 'encapsulates'],
    ['finds', 'locates', 'retrieves'],
    ['links', 'connects', 'joins'],
    ['counts', 'tallies', 'numbers'],
  ],
  objects: [
    ['the items', 'the elements'],
    ['the address', 'the location'],
    ['the input', 'the arguments'],
    ['the result', 'the output'],
    ['a block of statements', 'a group of instructions'],
    ['the memory', 'the storage'],
    ['every node', 'each vertex'],
    ['the errors', 'the mistakes'],
    ['the keys', 'the names'],
    ['the users', 'the callers'],
  ],
  circumstances: [
    ['in sequence', 'one after another'],
    ['at the end', 'at the back'],
    ['beforehand', 'in advance'],
    ['in constant time', 'at a fixed cost'],
    ['only once', 'a single time'],
    ['until a condition fails', 'as long as a condition holds'],
    ['in place', 'without further space'],
    ['for other programs', 'on behalf of others'],
  ],
  point: ({ verb, object, circumstance }, isNegated) =>
    `${isNegated ? `never ${verb}` : verb} ${object} ${circumstance}`,
  sentence: (points) => `it ${points.join(' and ')}.`,
  openings: ['', '', 'I think ', 'Basically ', 'As far as I remember, '],
  ignorance: 'I do not know.',
  blank: ' ',
};

const chinese: ShortAnswerPhrases = {
  nouns:
    '栈 队列 链表 树 图 循环 函数 类 指针 数组 编译器 解析器 线程 锁 索引 缓冲区 缓存 迭代器 模式 进程'.split(
      ' ',
    ),
  questions: ['{noun}的作用是什么？', '为什么要使用{noun}？', '请说明{noun}的用途。'],
  verbs: [
    ['保存', '存储', '存放'],
    ['返回', '给出', '交出'],
    ['检查', '检验', '校验'],
    ['删除', '移除', '去掉'],
    ['重复', '反复执行', '循环处理'],
    ['复制', '拷贝', '克隆'],
    ['共享', '公开', '发布'],
    ['排列', '排序', '整理'],
    ['隐藏', '封装', '遮蔽'],
    ['查找', '寻找', '检索'],
    ['连接', '链接', '接合'],
    ['统计', '计数', '清点'],
  ],
  objects: [
    ['元素', '数据项'],
    ['地址', '位置'],
    ['输入', '参数'],
    ['结果', '输出'],
    ['一组语句', '一段指令'],
    ['内存', '存储空间'],
    ['每个节点', '各个顶点'],
    ['错误', '差错'],
    ['键', '名称'],
    ['用户', '调用者'],
  ],
  circumstances: [
    ['依次', '逐个'],
    ['在末尾', '在尾部'],
    ['事先', '提前'],
    ['在常数时间内', '以固定代价'],
    ['仅一次', '只有一回'],
    ['直到条件不成立', '只要条件成立'],
    ['就地', '无需额外空间'],
    ['供其他程序', '为别的程序'],
  ],
  point: ({ verb, object, circumstance }, isNegated) =>
    `${circumstance}${isNegated ? '从不' : ''}${verb}${object}`,
  sentence: (points) => `它${points.join('，并且')}。`,
  openings: ['', '', '我认为', '基本上', '据我所记，'],
  ignorance: '我不知道。',
  blank: '',
};

export const shortAnswerPhrases = { en: english, zh: chinese };
