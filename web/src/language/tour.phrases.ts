/** Texts of the tour: English, and its Chinese. */
export const tourPhrases = {
  'Ten minutes through six industries': '十分钟走遍六个行业',
  'Stop {n} of {of}': '第 {n} 站（共 {of} 站）',
  Back: '上一站',
  Next: '下一站',
  'Try it:': '试一试：',
  'The probability stands on a ruler whose gates are the thresholds that the costs of a wrong decision give: between them a person decides.':
    '概率标在一把标尺上，两道门槛由误判的成本得出：落在两者之间的由人决定。',
  'Ask for a smaller loan over a shorter time, and watch the probability move.':
    '把贷款金额调小、期限调短，看概率如何变化。',
  'Two results are missing, and the answer says so: what is not known is told, never hidden. It supports a clinician and makes no diagnosis.':
    '有两项检查结果缺失，答案会如实说明：未知的从不隐瞒。结果供临床医生参考，不作诊断。',
  'Fill in what the vessels and the thallium scan showed.': '填入血管造影和铊扫描的结果。',
  'Every product says why it is shown, by what the customer liked.': '每件商品都根据顾客的喜好说明推荐理由。',
  'Ask for more variety.': '提高多样性。',
  'The cycles that are left, with an interval and the lead time of maintenance: the lower end decides, since late is worse than early.':
    '剩余循环数，附区间与维护提前期：以区间下限决策，因为迟比早更糟。',
  'Open the readings of the sensors, change the last one, and see how far the answer moves.':
    '打开传感器读数，改动最后一行，看答案移动多少。',
  'What a learner knows after each answer, and which exercise would add most.':
    '每次作答后学习者掌握了什么，哪道练习收获最大。',
  'Repeat the last row with another answer.': '复制最后一行并改变作答结果。',
  'A fan that widens with time: the further ahead, the less is known. The lines are limits, and each has a probability of being crossed.':
    '扇形随时间展宽：预测越远，把握越小。横线为限值，各有一个越限概率。',
  'Change the last hour, and watch the fan begin elsewhere.': '改动最后一小时，看扇形从别处展开。',
} as const;
