export {
  doublyRobustScores,
  marginalMeans,
  meanOfScores,
  type EstimatedMean,
  type TreatedRows,
} from './doubly-robust.js';
export { effectGroups, spreadFactor, type EffectGroup } from './group-effects.js';
export { isSupported, overlapOf, type ArmOverlap, type Overlap } from './overlap.js';
export { policyValue, type PolicyValue } from './policy-value.js';
export { qiniArea, upliftCurve, type UpliftPoint } from './uplift-curve.js';
