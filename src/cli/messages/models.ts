import { messages } from '../language.js';

/** `models`. */
export const say = messages({
  modelHead: { en: 'MODEL', zh: '模型' },
  championHead: { en: 'CHAMPION', zh: '冠军模型' },
  publishedHead: { en: 'PUBLISHED', zh: '发布时间' },
  headlineHead: { en: 'HEADLINE', zh: '主要指标' },
  yes: { en: 'yes', zh: '是' },
  damaged: { en: 'DAMAGED: {problem}', zh: '已损坏：{problem}' },
  servesNow: { en: '{model} serves now.', zh: '现由 {model} 提供服务。' },
  servesInPlace: {
    en: '{model} serves again, in place of {replaced}.',
    zh: '重新由 {model} 提供服务，取代 {replaced}。',
  },
  syntheticServes: {
    en: '{model} was trained on a synthetic sample: it says nothing about real cases.',
    zh: '{model} 用合成样本训练：它不能说明真实情况。',
  },
  exported: {
    en: '{model} as {format}: {path}, manifest {checksum}',
    zh: '{model} 已导出为 {format}：{path}，清单 {checksum}',
  },
  imported: { en: '{model}: {from}, manifest {checksum}', zh: '{model}：来自 {from}，清单 {checksum}' },
  doesNotServe: { en: '{model} does not serve: {reason}', zh: '{model} 不提供服务：{reason}' },
  otherSpecification: {
    en: 'the scenario is declared otherwise here than where the version was trained',
    zh: '此处对该场景的声明与训练该版本时不同',
  },
  servesAgain: { en: '{model} serves again.', zh: '重新由 {model} 提供服务。' },
});
