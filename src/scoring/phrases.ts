import type { Phrases } from '../core/language/phrase-book.js';

/** What answers say themselves, and what requests and scorings are refused with. */
export const scoringPhrases: Phrases = {
  phrases: [
    [
      'This model was trained on a synthetic sample: it shows how the product works and says nothing about real cases.',
      '该模型用合成样本训练：仅展示产品如何工作，对真实情况没有任何说明力。',
    ],
    [
      'Some fields are not what the scenario expects. The first {number} of {number2} are listed.',
      '部分字段不符合该场景的要求。列出 {number2} 处中的前 {number} 处。',
    ],
    ['Some fields are not what the scenario expects.', '部分字段不符合该场景的要求。'],
    [
      'Every field is described by GET /v1/{id}, or: sextant describe {id2}',
      '各字段的说明见 GET /v1/{id}，或运行：sextant describe {id2}',
    ],
    ['The request must hold one row or a list of rows.', '请求必须包含一行或多行。'],
    [
      '{"features": {...}} or {"rows": [{...}, ...]} or {"history": [{...}, ...]}',
      '{"features": {...}}、{"rows": [{...}, ...]} 或 {"history": [{...}, ...]}',
    ],
    ['{"features": {...}} or {"rows": [{...}, ...]}', '{"features": {...}} 或 {"rows": [{...}, ...]}'],
    ['The options of the rule {name} are not what they should be.', '规则 {name} 的选项有误。'],
    ['No rule of {name} decides on a whole file.', '{name} 没有针对整个文件的规则。'],
    ['a scenario that declares such a rule', '声明了此类规则的场景'],
    [
      'Such a rule stands in scenario.yaml under decision or batchDecisions; score writes what is decided row by row.',
      '此类规则写在 scenario.yaml 的 decision 或 batchDecisions 下；逐行的决策由 score 写出。',
    ],
    ['{name} has several rules about whole files.', '{name} 有多条针对整个文件的规则。'],
    ['{name} has no rule {name2} about whole files.', '{name} 没有名为 {name2} 的针对整个文件的规则。'],
    ['Too many rows for one request.', '一次请求的行数过多。'],
    ['at most {number} rows', '至多 {number} 行'],
    ['at most {number} bytes', '至多 {number} 字节'],
    [
      'Score a CSV file instead: sextant score SCENARIO INPUT.csv',
      '请改为对 CSV 文件打分：sextant score 场景 INPUT.csv',
    ],
    ['The rows of a series must come in their order.', '同一序列的行必须按顺序给出。'],
    ['{id} reads each row for itself.', '{id} 逐行独立读取。'],
    ['There is no scenario {id}.', '没有场景 {id}。'],
    [
      'GET /v1/scenarios or sextant list shows every scenario.',
      'GET /v1/scenarios 或 sextant list 列出所有场景。',
    ],
    ['{id} has no model yet.', '{id} 还没有模型。'],
    [
      'A server trains one at its start; otherwise: sextant train {name}.',
      '服务器启动时会训练一个；否则请运行：sextant train {name}。',
    ],
    ['{id} has no {alias} yet.', '{id} 还没有 {alias}。'],
    ['Train one: `sextant train {name}`.', '请训练一个：`sextant train {name}`。'],
    ['There is no {name}.', '没有 {name}。'],
    [
      'The mean absolute Shapley value of each column over the references that answers are compared with, each explained as a single answer is; intervals by resampling the references. These are typical rows: over all rows, columns with far values move the answers more.',
      '各列沙普利值的绝对值在参照样本上的平均；每个参照样本的解释方式与解释单个预测相同；区间由对参照样本重抽样得出。参照样本较为典型：就全部数据而言，取值分散的列影响更大。',
    ],
    [
      'This is what the model uses to answer, and not what causes what happens. Columns that go together share what either of them would tell alone.',
      '这说明模型依据什么作答，而非结果的成因。相关的列会分摊其中任一列单独即可提供的信息。',
    ],
    [
      'This is how the answer of the model goes with the column, and not what a change of it would bring about. Where few rows were learnt from it is a guess.',
      '这是模型的预测随该列取值的变化，而非改变该列会带来的结果。训练数据稀少之处只是推测。',
    ],
    ['{name} has no column {name2}.', '{name} 没有列 {name2}。'],
    ['{name} does not read the column {name2}.', '{name} 不使用列 {name2}。'],
    ['{name} cannot tell how its answers depend on {name2}.', '{name} 无法说明其预测如何随 {name2} 变化。'],
    [
      'a column of numbers, dates or categories with values in the rows that were learnt from',
      '取值为数字、日期或类别，且训练数据中有值的列',
    ],
    ['{name} cannot tell reasons for its answers.', '{name} 无法给出其回答的理由。'],
    [
      'a version with references, of a scenario whose answers are divided into what they rest on',
      '带有参照样本的版本，且场景的回答可以分解为各项依据',
    ],
    ['{name} cannot tell what its columns do on the whole.', '{name} 无法说明各列的总体作用。'],
    [
      'a scenario whose answer follows from the columns of one row, without stages',
      '回答由单行各列得出且不分阶段的场景',
    ],
    [
      'A version of an earlier build has no references: train again. Other answers are not explained yet.',
      '早期构建的版本没有参照样本：请重新训练。其他形式的回答尚不支持解释。',
    ],
    ['One row is explained at a time.', '每次只解释一行。'],
    ['That is no number of reasons.', '理由数量无效。'],
    ['true, false or a whole number from 0 to {number}', 'true、false 或 0 至 {number} 的整数'],
    ['{name} has no endpoint {method} {endpoint}.', '{name} 没有端点 {method} {endpoint}。'],
    ['no extra endpoint', '没有额外端点'],
    ['The {what} would overwrite the input.', '{what} 会覆盖输入文件。'],
    ['Scoring standard input needs an output: -o OUT.csv.', '对标准输入打分需要指定输出：-o OUT.csv。'],
    ['Name a file: -o OUT.csv', '请指定文件：-o OUT.csv'],
    ['Scoring was cancelled; nothing was written.', '打分已取消，未写出任何内容。'],
    [
      '{column}: expected {saidExpected}, received {receivedValue}.',
      '{column}：应为{saidExpected}，实际为{receivedValue}。',
    ],
    ['{column}: expected {saidExpected}', '{column}：应为{saidExpected}'],
    // Why rows are rejected, as a receipt counts them.
    ['no-value', '整行没有取值'],
    ['field-count', '字段数不符'],
    ['unreadable-row', '无法读取的行'],
    ['invalid-utf8', '不是 UTF-8'],
    ['out-of-order', '顺序不对'],
    ['outside-domain', '超出模型所知'],
    // Counterfactuals.
    [
      'This is what the model would answer about another row. It is no advice, and not a promise: what a change would bring about in reality is not known.',
      '这是模型对另一行会给出的回答，既非建议，也非承诺：改变在现实中会带来什么并不知道。',
    ],
    ['With any one of these the model would answer so.', '做出其中任何一组改变，模型就会这样回答。'],
    ['The model answers so already.', '模型现在就已这样回答。'],
    [
      'None within {number} changes of what can be changed: the model would not answer so, or only outside of what it knows.',
      '在可改变的列中改动至多 {number} 处仍未找到：模型不会这样回答，或只在超出其所知范围时才会。',
    ],
    ['That is no answer of the scenario.', '该场景没有这样的回答。'],
    ['a scenario that answers a row with one figure', '以单个数值回答一行的场景'],
    ['One row is asked at a time, with what is wanted.', '每次只询问一行，并说明想要的结果。'],
    ['{name} cannot tell what would change its answers.', '{name} 无法说明什么会改变其回答。'],
    [
      'a scenario that answers each row by itself and declares columns that can be changed (actionable)',
      '逐行独立回答且声明了可改变的列（actionable）的场景',
    ],
    // Remarks on a row as a whole.
    ['far-from-training', '远离训练样本'],
    ['impossible-values', '取值组合不可能'],
    ['left-to-a-person', '转人工'],
    [
      'Taken together: expected {saidExpected}, received {saidReceived}.',
      '整体来看：应为{saidExpected}，实际为{saidReceived}。',
    ],
    ['values that can go together', '可以同时成立的取值'],
    [
      'values no further from what was learnt from than 99 of 100 known rows',
      '与训练样本的距离不超过 100 个已知行中 99 个的取值',
    ],
    ['{number} times as far', '该距离的 {number} 倍'],
    ['a row within what the model knows', '模型所知范围内的一行'],
    ['one outside of it', '超出范围的一行'],
    [
      'The row lies outside of what the model knows, so that nothing is decided: refer it to a person.',
      '该行超出模型所知的范围，因此不作决策：请转人工处理。',
    ],
    ['{id} does not answer rows outside of what its model knows.', '{id} 不回答超出其模型所知范围的行。'],
    [
      'The scenario declares so (applicability.policy): a person must look at such a row.',
      '该场景如此声明（applicability.policy）：此类行须由人查看。',
    ],
  ],
};
