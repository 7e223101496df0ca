/** Why a version does not serve, for people and in one of a few names. */
export interface Obstacle {
  code:
    | 'asked-not-to'
    | 'real-data-serves'
    | 'figure-undefined'
    | 'below-floor'
    | 'too-few-rows'
    | 'constant-is-better'
    | 'champion-changed'
    | 'too-few-rows-to-compare'
    | 'not-comparable'
    | 'worse-than-champion';
  text: string;
}

/** What became of a version that was published. */
export interface PromotionResult {
  promoted: boolean;
  /** Why the version was or was not promoted. */
  promotion: string;
  /** The same in one of a few names. */
  promotionCode: Obstacle['code'] | 'first' | 'not-worse' | 'ordered';
}
