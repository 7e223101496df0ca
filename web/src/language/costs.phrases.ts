/** Texts of the costs of decisions: English, and its Chinese. */
export const costsPhrases = {
  Costs: '成本',
  'An event that is missed costs': '漏报一例的成本',
  'A false alarm costs': '误报一例的成本',
  'A look by a person costs': '人工审核一例的成本',
  'The decision of this question does not price the two errors of an event.':
    '该问题的决策没有为两类误判定价。',
  'stated by the scenario: {value}': '场景中声明：{value}',
  'As stated': '恢复声明值',
  'no action': '不采取行动',
  'review by a person': '人工审核',
  action: '采取行动',
  'for the example, as with the stated costs': '对此例的决策，与声明成本下相同',
  'for the example; with the stated costs {action}': '对此例的决策；声明成本下为“{action}”',
  'Cost of a thousand cases': '每千例的成本',
  'With these thresholds {cost}; with those that serve now {staying}. By ten bins of the rows held out.':
    '用这些阈值为 {cost}；用当前阈值为 {staying}。按留出行的十个分箱估算。',
  'These thresholds': '这些阈值',
  'Those that serve': '当前阈值',
  Cost: '成本',
  'What would be done': '将采取的行动',
  '{missed} events of a thousand cases would be missed, and {alarms} be false alarms.':
    '每千例中漏报 {missed} 例，误报 {alarms} 例。',
} as const;
