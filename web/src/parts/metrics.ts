import type { Metric } from '../api/types';
import type { Language } from '../language/language';

/** What each metric is called, and whether less of it is better. */
const metrics: Readonly<Record<Metric, { en: string; zh: string; isLess?: boolean }>> = {
  auc: { en: 'AUC', zh: 'AUC' },
  average_precision: { en: 'Average precision', zh: '平均精确率' },
  log_loss: { en: 'Log loss', zh: '对数损失', isLess: true },
  brier: { en: 'Brier score', zh: 'Brier 分数', isLess: true },
  ece: { en: 'Calibration error (ECE)', zh: '校准误差（ECE）', isLess: true },
  ks: { en: 'KS', zh: 'KS' },
  gini: { en: 'Gini', zh: '基尼系数' },
  accuracy: { en: 'Accuracy', zh: '准确率' },
  precision: { en: 'Precision', zh: '精确率' },
  recall: { en: 'Recall', zh: '召回率' },
  f1: { en: 'F1', zh: 'F1' },
  cost: { en: 'Cost per case', zh: '每例成本', isLess: true },
  mse: { en: 'MSE', zh: '均方误差（MSE）', isLess: true },
  rmse: { en: 'RMSE', zh: '均方根误差（RMSE）', isLess: true },
  mae: { en: 'MAE', zh: '平均绝对误差（MAE）', isLess: true },
  mape: { en: 'MAPE (%)', zh: '平均绝对百分比误差（MAPE，%）', isLess: true },
  mase: { en: 'MASE', zh: 'MASE', isLess: true },
  wmae: { en: 'Weighted MAE', zh: '加权平均绝对误差', isLess: true },
  r2: { en: 'R²', zh: '决定系数 R²' },
  pearson_r: { en: 'Correlation', zh: '相关系数' },
  coverage: { en: 'Coverage of intervals', zh: '区间覆盖率' },
  pinball: { en: 'Pinball loss', zh: '分位数损失', isLess: true },
  crps: { en: 'CRPS', zh: 'CRPS', isLess: true },
  quantile_loss: { en: 'Quantile loss', zh: '分位数损失', isLess: true },
  fz_loss: { en: 'FZ loss', zh: 'FZ 损失', isLess: true },
  ndcg_10: { en: 'NDCG@10', zh: 'NDCG@10' },
  macro_f1: { en: 'Macro F1', zh: '宏平均 F1' },
  auc_ovr: { en: 'AUC, one against the rest', zh: 'AUC（一对多）' },
  quadratic_weighted_kappa: { en: 'Quadratic weighted kappa', zh: '二次加权 Kappa' },
  phm_score: { en: 'PHM score', zh: 'PHM 评分', isLess: true },
  sharpe: { en: 'Sharpe ratio', zh: '夏普比率' },
  active_return: { en: 'Active return', zh: '主动收益' },
  hit_rate_10: { en: 'Hit rate@10', zh: '命中率@10' },
  map_10: { en: 'MAP@10', zh: 'MAP@10' },
  recall_10: { en: 'Recall@10', zh: '召回率@10' },
  coverage_10: { en: 'Catalogue coverage@10', zh: '目录覆盖率@10' },
  novelty_10: { en: 'Novelty@10', zh: '新颖度@10' },
  dr_error: { en: 'Doubly robust error', zh: '双重稳健误差', isLess: true },
  qini: { en: 'Qini coefficient', zh: 'Qini 系数' },
  r_error: { en: 'R-error of effects', zh: '效应 R 误差', isLess: true },
};

export function metricName(metric: string, language: Language): string {
  return metrics[metric as Metric]?.[language] ?? metric.replaceAll('_', ' ');
}

export function isLessBetter(metric: string): boolean {
  return metrics[metric as Metric]?.isLess === true;
}
