import type { Phrase } from '../../core/language/phrase-book.js';

/** What came of an assignment. */
export const assignmentPhrases: readonly Phrase[] = [
  [
    '{number} of {number2} orders may have none of the alternatives.',
    '{number2} 个订单中有 {number} 个没有任何可选方案。',
  ],
  [
    'No plan keeps every capacity; the plan that is written is short of {short}.',
    '没有任何方案能满足全部运力与产能上限；所写方案的缺口为：{short}。',
  ],
  [
    '{number} orders are planned for {number2} and {number3} of expected lateness; of orders like these {number4} are late.',
    '已安排 {number} 个订单，价格合计 {number2}，预计延迟成本 {number3}；类似订单中预计有 {number4} 个延迟。',
  ],
  [
    'Lateness is that of orders like these which had the option; what changing it does was not observed.',
    '延迟概率取自采用该选项的类似订单；改变选项会带来什么，数据中并未观察到。',
  ],
];

/** Advice and physics of the failure modes. */
export const manufacturingPhrases: readonly Phrase[] = [
  ['power', '功率'],
  ['temperature difference', '温差'],
  ['rotational speed', '转速'],
  ['torque x wear', '扭矩 × 磨损'],
  ['tool wear', '刀具磨损'],
  ['{number} to {number2}', '{number} 至 {number2}'],
  ['at least {number}, or {number2} rpm and more', '至少 {number}，或转速不低于 {number2} rpm'],
  ['at least {number}, or {number2} K and more', '至少 {number}，或温差不低于 {number2} K'],
  ['at most {number}', '至多 {number}'],
  ['below {number}', '低于 {number}'],
  [
    '{saidQuantity} {number} {unit}, {saidSide} its limit of {saidLimit} {unit2}',
    '{saidQuantity} {number} {unit}，{saidSide}（{saidLimit} {unit2}）',
  ],
  ['within', '在限值之内'],
  ['outside', '超出限值'],
  [
    'Restore the cooling (coolant flow, filters, fan), or run faster until the process is warmer than the air again.',
    '恢复冷却（冷却液流量、过滤器、风扇），或提高转速，直至过程温度重新高于空气温度。',
  ],
  [
    'Bring torque x speed back between the limits: less feed when the power is high, more when it is low.',
    '让扭矩 × 转速回到限值之间：功率高时减小进给，低时增大进给。',
  ],
  [
    'Reduce the torque, or change the worn tool before the next heavy cut.',
    '减小扭矩，或在下一次重切削前更换磨损的刀具。',
  ],
  ['Change the tool.', '更换刀具。'],
  [
    'No known mode stands out: inspect the machine in the order of its service manual.',
    '没有突出的已知故障模式：请按维修手册的顺序检查设备。',
  ],
];
