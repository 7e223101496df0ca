// Written by scripts/api-types.mjs from docs/openapi.json.

export type Answer = {
  /** ULID of this answer */ id: string;
  scenario: string;
  /** The version that answered */ model: string;
  /** What the row was known by, where a scenario has stages */ stage?: string;
  prediction: Prediction;
  decision?: Decision;
  /** What the answer rests on most, the largest first, and never a sensitive column; absent where they were not asked for or cannot be told */ reasons?: Reason[];
  /** What an answer of this scenario must not be read without */ notice?: string;
  applicability: {
    /** False when a value, or the row as a whole, lies outside what the model knows */ in_domain: boolean;
    warnings: { code: string; column?: string; text: string }[];
  };
  /** Where another language than English was asked for: what the classes, actions, rules and stages of the answer are called in it */ names?: {
    [key: string]: string;
  };
};

export type AnswerList = {
  scenario: string;
  model: string;
  answers: Answer[];
  /** Where another language than English was asked for: what the classes, actions, rules and stages of the answer are called in it */ names?: {
    [key: string]: string;
  };
};

export type Prediction = {
  /** The class; of two, the one that the threshold gives */ label?: string;
  /** Of the class or event that is asked about; with more classes, of `label` */ probability?: number;
  /** Of every class, by label, when there are more than two */ probabilities?: { [key: string]: number };
  /** Where the classes are kinds of one event: the likeliest, and its probability given that the event happens */ kind?: {
    label: string;
    probability: number;
  };
  /** A number, for remaining life the time that is left, for a treatment its effect */ value?: number;
  unit?: string;
  /** Meant to hold 90 % of cases */ interval?: [number, number];
  /** How likely the value lies beyond each limit of the decision, the one that is decided on first */ crossings?: {
    limit: number;
    probability: number;
  }[];
  /** Of each target by its name, where there are several */ targets?: {
    [key: string]: {
      /** The class; of two, the one that the threshold gives */ label?: string;
      /** Of the class or event that is asked about; with more classes, of `label` */ probability?: number;
      /** Of every class, by label, when there are more than two */ probabilities?: { [key: string]: number };
      /** Where the classes are kinds of one event: the likeliest, and its probability given that the event happens */ kind?: {
        label: string;
        probability: number;
      };
      /** A number, for remaining life the time that is left, for a treatment its effect */ value?: number;
      unit?: string;
      /** Meant to hold 90 % of cases */ interval?: [number, number];
      /** How likely the value lies beyond each limit of the decision, the one that is decided on first */ crossings?: {
        limit: number;
        probability: number;
      }[];
    };
  };
  /** Of a treatment: what is expected without and with it; their difference is `value`, the effect */ outcomes?: {
    untreated: number;
    treated: number;
  };
  /** Of a treatment: the probability that a case like this was treated; without support it stands alone */ propensity?: number;
  /** What will be, horizon by horizon, of a forecast */ horizons?: {
    /** As the scenario writes it, such as `15min` */ horizon: string;
    /** The moment that is meant, in the form in which the row gave its own */ at?: string;
    value: number;
    /** Meant to hold 90 % of cases; of several `bands` the widest */ interval?: [number, number];
    /** Where a scenario declares several `levels`: each interval, the narrowest first */ bands?: {
      /** Share of cases that it is meant to hold */ level: number;
      interval: [number, number];
    }[];
    /** How likely the value lies beyond each limit of the decision, the one that is decided on first */ crossings?: {
      limit: number;
      probability: number;
    }[];
    /** Of this horizon alone */ decision?: Decision;
    /** Where the scenario asks for them: values that what happens stays below with the probability `level` */ quantiles?: {
      level: number;
      value: number;
    }[];
  }[];
  /** Products, the best first */ items?: {
    /** Its id; null for a new product that the request brought */ item: string | null;
    title: string;
    /** Comparable within one list only */ score: number;
    reason: { /** Products that the customer likes */ because: string[]; text: string };
  }[];
  /** Of a learner after the row: the skill that is asked, then those answered so far, the least mastered first */ mastery?: {
    skill: string;
    /** The probability that the learner knows the skill: what stands behind the chance of a right answer */ mastery: number;
    /** Meant to hold the mastery of 90 % of learners of whom the same is known */ interval: [number, number];
    /** Of a right next answer to the skill */ probability: number;
    /** Answers of the learner to the skill that were read */ answers: number;
  }[];
  /** Skills for the learner to practise next, the best first */ practice?: {
    skill: string;
    mastery: number;
    /** What one more answer adds to the mastery of the skill, on average */ gain: number;
    /** `review`: mastered, and last answered long ago */ kind: 'learn' | 'review';
    /** Its prerequisites, each of which is ready */ after: string[];
  }[];
  /** What a portfolio can lose */ risk?: {
    /** The last day whose prices are known */ as_of: string;
    /** Whether the network has learnt from days up to then or after */ in_sample: boolean;
    /** Days of the past that may happen next */ scenarios: number;
    /** Of amounts what all percentages are of: the sum of their sizes */ value?: {
      amount: number;
      unit: string;
    };
    /** Share that no position takes; below 0 where it is borrowed */ cash?: number;
    figures: {
      /** The loss that is exceeded with the probability 1 - level */ value_at_risk: number;
      /** The mean of the losses in the worst share 1 - level of cases */ expected_shortfall: number;
      level: number;
      /** Trading days ahead */ days: number;
      /** The same in the currency of the amounts */ money?: {
        /** The loss that is exceeded with the probability 1 - level */ value_at_risk: number;
        /** The mean of the losses in the worst share 1 - level of cases */ expected_shortfall: number;
      };
      contributions: {
        asset: string;
        /** Of the asset to the expected shortfall: all of them add up to it */ contribution: number;
      }[];
      /** One day ahead: by historical simulation, a normal distribution, RiskMetrics and GARCH(1,1) */ beside?: {
        [key: string]: {
          /** The loss that is exceeded with the probability 1 - level */ value_at_risk: number;
          /** The mean of the losses in the worst share 1 - level of cases */ expected_shortfall: number;
        };
      };
    }[];
    /** Losses that are not exceeded with the probability `level` */ distribution: {
      days: number;
      quantiles: {
        level: number;
        /** In percent of the value of the portfolio; below 0 a gain */ loss: number;
      }[];
    }[];
    /** Named stretches of the past, then the worst days, the worst first */ stress: {
      /** What happened then */ event: string;
      from: string;
      to: string;
      /** Of the positions as they are now, bought on the day before */ loss: number;
      /** Assets that had no price then: the market stands for them */ stood_in: string[];
    }[];
    positions: {
      asset: string;
      /** Share of the value; below 0 where it is owed */ weight: number;
      /** Forecast for the next day, in percent */ volatility: number;
      /** Degrees of freedom of its tail by the network: the fewer, the heavier; null without a past */ degrees:
        number | null;
      /** Returns that are known of it up to then */ days: number;
    }[];
  };
  /** Which positions to take */ allocation?: {
    /** The last day whose prices are known */ as_of: string;
    /** Whether the forecasts learnt from days after it */ in_sample: boolean;
    /** By which prices the trades are counted */ fill: string;
    /** By the calendar, whatever prices do */ next_rebalancing: string;
    /** What decides: the days before those held out chose it */ strategy: string;
    /** Correlation of the ranks of forecasts and returns, over past rebalancings that are settled */ skill: {
      mean: number;
      standard_error?: number;
      rebalancings: number;
      /** The mean less one standard error, and never below 0 */ trusted: number;
    };
    /** Until the next rebalancing: equal weight's mean so far, and what forecasts add */ expected: {
      /** In percent of the value */ gross: number;
      /** In percent of the value */ cost: number;
      /** In percent of the value */ net: number;
      /** In percent of the value */ volatility: number;
    };
    /** Half of what is bought and sold */ turnover: number;
    /** That no position takes */ cash: number;
    /** Of amounts what all shares are of */ value?: { amount: number; unit: string };
    positions: {
      asset: string;
      /** Share that the request holds */ now: number;
      /** Share to hold after the fill */ target: number;
      /** Share to buy; below 0 to sell */ trade: number;
      /** Of amounts the trade in their currency */ money?: number;
      /** Until the next rebalancing; absent without a year of prices */ volatility?: number;
      /** How it is forecast to fare among the others: deviations from their mean; absent without a year of prices */ score?: number;
      /** By the score, 1 the best */ rank?: number;
      /** Expected until the next rebalancing beyond what all have in common: skill times volatility times score */ alpha?: number;
      /** What the forecast read: its rank among the assets of the day, from -1 (lowest) to 1 */ features: {
        [key: string]: number;
      };
    }[];
    verdict: {
      /** Whether the interval of the difference lies above 0, on days held out and after costs */ beats_equal_weight: boolean;
      text: string;
      from: string;
      to: string;
      /** From one rebalancing to the next */ periods: number;
      /** Sharpe ratio of a year, risk-free rate 0 */ sharpe?: number;
      /** Sharpe ratio of a year, risk-free rate 0 */ equal_weight?: number;
      /** Absent where equal weight serves */ difference?: {
        /** Sharpe ratio of a year, risk-free rate 0 */ value: number;
        interval?: [number, number];
      };
      /** Probability that what it earned beyond equal weight is more than the luck of the best of all trials; absent where equal weight serves */ deflated_sharpe?: number;
      /** Settings whose result was looked at */ trials: number;
    };
  };
};

export type Explanation = {
  scenario: string;
  model: string;
  /** How contributions are found, in a sentence */ method: string;
  /** Absent where a part is compared with its absence, and no row of the training is needed */ references?: {
    count: number;
    /** Rows of the training that they stand for */ from: number;
    /** Of the file of the version that holds them */ sha256: string;
  };
  /** How many answers of the model were worked out for it */ evaluations: number;
  /** Each figure of the answer, the one that is decided on first */ figures: ExplainedFigure[];
  /** What an answer of this scenario must not be read without */ notice?: string;
  /** True when no real row stands behind the model */ syntheticModel: boolean;
};

export type Importance = {
  scenario: string;
  model: string;
  /** How it is found, in a sentence */ method: string;
  references: {
    count: number;
    /** Rows of the training that they stand for */ from: number;
    /** Of the file of the version that holds them */ sha256: string;
  };
  /** Each figure of an answer, the one that is decided on first */ figures: {
    /** The class or event whose probability it is */ of?: string;
    /** Where there are several targets */ target?: string;
    /** What the figure is in words, where it is not simply the answer */ quantity?: string;
    /** `probability`, `log-odds`, or the unit of the target */ unit?: string;
    /** What the figure is, in words */ text: string;
    /** Every column that is read, the most important first */ columns: {
      /** A declared column that the model reads, as itself or through derived columns */ column: string;
      /** What it is, in the words of the scenario */ meaning: string;
      /** The scenario declares it sensitive; absent: it does not */ sensitive?: true;
      /** Mean absolute contribution to the answers to the references, in the unit of the figure */ importance: number;
      /** Lower end of the 95 % interval by resampling the references */ lower: number;
      /** Its upper end */ upper: number;
      /** Of the sum over all columns, from 0 to 1 */ share: number;
      /** The first place in the order that it may have */ first: number;
      /** The last one; the same as the first where no difference may be chance */ last: number;
      /** Columns whose difference to it may as well be chance: the interval of the difference holds 0 */ notToldApart: string[];
      /** Whether `dependence` tells how the answers go with its values */ hasDependence: boolean;
      /** The same in words */ text: string;
    }[];
  }[];
  /** What it must not be read as */ caution: { text: string };
  /** What an answer of this scenario must not be read without */ notice?: string;
  /** True when no real row stands behind the model */ syntheticModel: boolean;
};

export type Dependence = {
  scenario: string;
  model: string;
  /** How it is found, in a sentence */ method: string;
  references: {
    count: number;
    /** Rows of the training that they stand for */ from: number;
    /** Of the file of the version that holds them */ sha256: string;
  };
  /** A declared column that the model reads, as itself or through derived columns */ column: string;
  /** What it is, in the words of the scenario */ meaning: string;
  /** The scenario declares it sensitive; absent: it does not */ sensitive?: true;
  /** Of the column; dates are milliseconds since 1970 UTC */ kind: string;
  /** Of the values of the column */ columnUnit?: string;
  /** That the version learnt from */ rows: number;
  /** Of these, those without a value */ missing: number;
  /** Of numbers with many values: how many rows that were learnt from lie in each bin, and how many references: where there are none, the nearest ones tell. Effects stand at the edges: one more than there are bins */ bins?: {
    from: number;
    to: number;
    rows: number;
    references: number;
  }[];
  /** Of categories, and of numbers with few values: each value, beside its effect */ values?: {
    value: string | number | boolean;
    /** What a declared category is called */ label?: string;
    /** Learnt from with this value; null: so few that they are not told one by one */ rows: number | null;
  }[];
  /** Each figure of an answer, the one that is decided on first */ figures: {
    /** The class or event whose probability it is */ of?: string;
    /** Where there are several targets */ target?: string;
    /** What the figure is in words, where it is not simply the answer */ quantity?: string;
    /** `probability`, `log-odds`, or the unit of the target */ unit?: string;
    /** What the figure is, in words */ text: string;
    /** The mean answer to the references */ base: number;
    /** At each edge of the bins, or of each value; null where no row, or hardly one, was learnt from */ effects: ({
      /** What the value does to the figure, compared with the mean over the rows learnt from */ effect: number;
      /** Lower end of the 95 % interval by resampling the references */ lower: number;
      /** Its upper end */ upper: number;
    } | null)[];
  }[];
  /** What it must not be read as */ caution: { text: string };
  /** What an answer of this scenario must not be read without */ notice?: string;
  /** True when no real row stands behind the model */ syntheticModel: boolean;
};

export type Counterfactuals = {
  scenario: string;
  model: string;
  want: string;
  /** What the row is answered as it is */ now: {
    prediction: Prediction;
    decision?: Decision;
    in_domain: boolean;
  };
  /** The least changes first; no two change the same columns, and each stays within what the model knows */ counterfactuals: {
    /** What differs from the row; at most three columns */ changes: {
      /** A declared column */ feature: string;
      from: string | number | boolean;
      to: string | number | boolean;
      /** The same in words */ text: string;
    }[];
    /** The changed row: `predict` answers it so, bit by bit */ features: { [key: string]: unknown };
    prediction: Prediction;
    decision?: Decision;
  }[];
  /** So many changed rows were asked */ evaluations: number;
  /** What was found, in a sentence */ text: string;
  /** What it must not be read as */ caution: { text: string };
  /** What an answer of this scenario must not be read without */ notice?: string;
  /** True when no real row stands behind the model */ syntheticModel: boolean;
  names?: { [key: string]: string };
};

export type CounterfactualRequest = {
  /** One row, as for `predict` */ features: { [key: string]: unknown };
  /** An action or a class, or of a number `<= 20`, `>= 5`; absent: any other action than now, or where nothing is decided any other class */ want?: string;
};

export type ExplainedFigure = {
  /** The class or event whose probability it is */ of?: string;
  /** Where there are several targets */ target?: string;
  /** What the figure is in words, where it is not simply the answer */ quantity?: string;
  /** `probability`, `log-odds`, or the unit of the target */ unit?: string;
  /** What the row is answered with, unrounded */ output: number;
  /** The mean answer to the references; without references the answer where nothing is known of the parts */ base: number;
  /** output - base - the sum of all contributions: nothing but the rounding of float32 */ residual: number;
  /** The largest first; those without a contribution are left out */ reasons: Reason[];
  /** Of values that are made of parts, what these add: of a molecule its atoms */ inside?: {
    /** The column of the value */ feature: string;
    /** The value as it was read, in whose order the parts stand */ value: string;
    /** The answer where no part of the value is known, all else as it is */ base: number;
    /** output - base - the sum of all contributions */ residual: number;
    /** The largest first; those without a contribution are left out */ reasons: Reason[];
  }[];
  /** Contributions of sensitive columns, for who audits the model: they are never given as reasons of a decision */ sensitive?: Reason[];
};

export type Reason = {
  /** A column, or what else the answer rests on: a product, a skill, an atom */ feature: string;
  /** What the row has there, as it is read; null where it is missing */ value:
    string | number | boolean | null;
  /** What it adds to the answer, in its unit, compared with the references */ contribution: number;
  /** Where there are several targets: of which one */ target?: string;
  /** Of what was before the row: how many steps before it these are, 0 is its own */ steps?: {
    from: number;
    to: number;
  };
  /** Of a molecule: the place of the atom in its SMILES, from 0 */ atom?: number;
  /** The same in words */ text: string;
};

export type Decision = {
  /** What to do, by the rule that the scenario states */ action: string;
  rule: string;
  /** From it on the costly class is the label, and of a rule with one threshold the action follows */ threshold?: number;
  /** Below `lower` the negative action, from `upper` the positive one, review between; of a rule with two thresholds */ thresholds?: {
    lower: number;
    upper: number;
  };
  /** What each action is expected to cost, of a rule over more than two classes */ costs?: {
    [key: string]: number;
  };
  /** Of a rule that puts rows into grades */ grade?: {
    name: string;
    /** 1 is the grade in which the event is least likely */ rank: number;
    /** So many grades there are */ of: number;
    /** Of the event in this grade, at the base rate where the scenario states one */ probability: number;
    /** 95 % interval of that, from the rows of the grade */ interval: [number, number];
    /** From which both were learnt */ rows: number;
  };
  /** Of the event in this row at the base rate that the scenario states; `prediction.probability` is that at the rate of the training rows */ probability?: number;
  /** The first horizon that asks for the action, where there are several */ horizon?: string;
};

export type ScenarioSummary = {
  id: string;
  industry: string;
  /** The version that answers; absent when there is none */ champion?: string;
  /** Its primary metric on rows held out */ headline?: Headline;
  /** What of its files is damaged: why a later version does not answer, or none at all; what else is missing from its description */ problem?: string;
  title?: LocalisedText;
  question?: LocalisedText;
  task?:
    | 'classification'
    | 'distribution'
    | 'regression'
    | 'remaining-life'
    | 'forecast'
    | 'recommendation'
    | 'knowledge-tracing'
    | 'treatment-effect'
    | 'portfolio-risk'
    | 'allocation';
  /** The dataset, or the file in the scenario’s folder */ data?: string;
};

export type ScenarioDescription = {
  id: string;
  industry: string;
  /** The version that answers; absent when there is none */ champion?: string;
  /** Its primary metric on rows held out */ headline?: Headline;
  /** What of its files is damaged: why a later version does not answer, or none at all; what else is missing from its description */ problem?: string;
  title: LocalisedText;
  question: LocalisedText;
  task:
    | 'classification'
    | 'distribution'
    | 'regression'
    | 'remaining-life'
    | 'forecast'
    | 'recommendation'
    | 'knowledge-tracing'
    | 'treatment-effect'
    | 'portfolio-risk'
    | 'allocation';
  /** The dataset, or the file in the scenario’s folder */ data: string;
  columns: (
    | {
        name: string;
        meaning: LocalisedText;
        /** What the column is for; absent: an input, or of the kind identifier an identifier */ role?:
          'input' | 'treatment' | 'outcome' | 'context' | 'identifier' | 'time';
        optional?: boolean;
        missing_tokens?: string[];
        actionable?:
          | true
          | 'up'
          | 'down'
          | 'any'
          | { to: (number | string | boolean)[]; cost?: number }
          | { range?: [number, number]; step?: number; cost?: number; direction?: 'up' | 'down' | 'any' };
        kind: 'numeric';
        unit?: string;
        range?: [number, number];
        integer?: boolean;
        decimal?: '.' | ',';
        thousands?: ',' | '.' | ' ' | "'";
        transform?: 'none' | 'log1p' | 'quantile';
        missing: 'reject' | 'median' | 'mean' | { fill: number } | 'allow';
        sensitive: boolean;
      }
    | {
        name: string;
        meaning: LocalisedText;
        /** What the column is for; absent: an input, or of the kind identifier an identifier */ role?:
          'input' | 'treatment' | 'outcome' | 'context' | 'identifier' | 'time';
        optional?: boolean;
        missing_tokens?: string[];
        actionable?:
          | true
          | 'up'
          | 'down'
          | 'any'
          | { to: (number | string | boolean)[]; cost?: number }
          | { range?: [number, number]; step?: number; cost?: number; direction?: 'up' | 'down' | 'any' };
        kind: 'categorical';
        categories?: { code: string; label: LocalisedText }[];
        missing: 'reject' | 'own-category' | 'most-frequent' | { fill: string } | 'allow';
        unknown?: 'own-slot' | 'reject';
        na_is_text?: boolean;
        encoding?: 'one-hot' | 'index';
        sensitive: boolean;
      }
    | {
        name: string;
        meaning: LocalisedText;
        /** What the column is for; absent: an input, or of the kind identifier an identifier */ role?:
          'input' | 'treatment' | 'outcome' | 'context' | 'identifier' | 'time';
        optional?: boolean;
        missing_tokens?: string[];
        actionable?:
          | true
          | 'up'
          | 'down'
          | 'any'
          | { to: (number | string | boolean)[]; cost?: number }
          | { range?: [number, number]; step?: number; cost?: number; direction?: 'up' | 'down' | 'any' };
        kind: 'ordinal';
        categories: { code: string; label: LocalisedText }[];
        missing: 'reject' | 'median' | { fill: string } | 'allow';
        sensitive: boolean;
      }
    | {
        name: string;
        meaning: LocalisedText;
        /** What the column is for; absent: an input, or of the kind identifier an identifier */ role?:
          'input' | 'treatment' | 'outcome' | 'context' | 'identifier' | 'time';
        optional?: boolean;
        missing_tokens?: string[];
        actionable?:
          | true
          | 'up'
          | 'down'
          | 'any'
          | { to: (number | string | boolean)[]; cost?: number }
          | { range?: [number, number]; step?: number; cost?: number; direction?: 'up' | 'down' | 'any' };
        kind: 'boolean';
        missing: 'reject' | 'most-frequent' | { fill: boolean } | 'allow';
        sensitive: boolean;
      }
    | {
        name: string;
        meaning: LocalisedText;
        /** What the column is for; absent: an input, or of the kind identifier an identifier */ role?:
          'input' | 'treatment' | 'outcome' | 'context' | 'identifier' | 'time';
        optional?: boolean;
        missing_tokens?: string[];
        actionable?:
          | true
          | 'up'
          | 'down'
          | 'any'
          | { to: (number | string | boolean)[]; cost?: number }
          | { range?: [number, number]; step?: number; cost?: number; direction?: 'up' | 'down' | 'any' };
        kind: 'date';
        parts?: (
          | 'trend'
          | 'month'
          | 'weekday'
          | 'time-of-day'
          | 'hour-index'
          | 'weekday-index'
          | 'week-index'
          | 'easter-index'
          | 'last-easter-index'
        )[];
        format?: string;
        zone?: string;
        range?: [string, string];
        missing: 'reject' | 'median' | 'allow';
        sensitive: boolean;
      }
    | {
        name: string;
        meaning: LocalisedText;
        /** What the column is for; absent: an input, or of the kind identifier an identifier */ role?:
          'input' | 'treatment' | 'outcome' | 'context' | 'identifier' | 'time';
        optional?: boolean;
        missing_tokens?: string[];
        actionable?:
          | true
          | 'up'
          | 'down'
          | 'any'
          | { to: (number | string | boolean)[]; cost?: number }
          | { range?: [number, number]; step?: number; cost?: number; direction?: 'up' | 'down' | 'any' };
        kind: 'identifier';
        missing: 'reject' | 'allow';
        sensitive: boolean;
      }
    | {
        name: string;
        meaning: LocalisedText;
        /** What the column is for; absent: an input, or of the kind identifier an identifier */ role?:
          'input' | 'treatment' | 'outcome' | 'context' | 'identifier' | 'time';
        optional?: boolean;
        missing_tokens?: string[];
        actionable?:
          | true
          | 'up'
          | 'down'
          | 'any'
          | { to: (number | string | boolean)[]; cost?: number }
          | { range?: [number, number]; step?: number; cost?: number; direction?: 'up' | 'down' | 'any' };
        kind: 'list';
        missing: 'reject' | 'allow';
        sensitive: boolean;
      }
    | {
        name: string;
        meaning: LocalisedText;
        /** What the column is for; absent: an input, or of the kind identifier an identifier */ role?:
          'input' | 'treatment' | 'outcome' | 'context' | 'identifier' | 'time';
        optional?: boolean;
        missing_tokens?: string[];
        actionable?:
          | true
          | 'up'
          | 'down'
          | 'any'
          | { to: (number | string | boolean)[]; cost?: number }
          | { range?: [number, number]; step?: number; cost?: number; direction?: 'up' | 'down' | 'any' };
        kind: 'positions';
        assets: string[];
        unit?: string;
        longOnly: boolean;
        missing: 'reject' | 'allow';
        sensitive: boolean;
      }
    | {
        name: string;
        meaning: LocalisedText;
        /** What the column is for; absent: an input, or of the kind identifier an identifier */ role?:
          'input' | 'treatment' | 'outcome' | 'context' | 'identifier' | 'time';
        optional?: boolean;
        missing_tokens?: string[];
        actionable?:
          | true
          | 'up'
          | 'down'
          | 'any'
          | { to: (number | string | boolean)[]; cost?: number }
          | { range?: [number, number]; step?: number; cost?: number; direction?: 'up' | 'down' | 'any' };
        kind: 'molecule';
        missing: 'reject' | 'allow';
        bits: number;
        surroundings: number;
        sensitive: boolean;
      }
    | {
        name: string;
        meaning: LocalisedText;
        /** What the column is for; absent: an input, or of the kind identifier an identifier */ role?:
          'input' | 'treatment' | 'outcome' | 'context' | 'identifier' | 'time';
        optional?: boolean;
        missing_tokens?: string[];
        actionable?:
          | true
          | 'up'
          | 'down'
          | 'any'
          | { to: (number | string | boolean)[]; cost?: number }
          | { range?: [number, number]; step?: number; cost?: number; direction?: 'up' | 'down' | 'any' };
        kind: 'text';
        missing: 'reject' | 'empty' | 'allow';
        longest: number;
        vectors: number;
        compared_with?: { column: string; apart_from?: string };
        sensitive: boolean;
      }
  )[];
  /** Worked out from the columns; absent where there are none */ derived?: (
    | {
        name: string;
        expression: string;
        meaning: LocalisedText;
        kind: 'numeric';
        unit?: string;
        range?: [number, number];
        transform?: 'none' | 'log1p' | 'quantile';
        missing: 'median' | 'mean' | { fill: number };
        /** Declared columns that it rests on */ parents: string[];
      }
    | {
        name: string;
        expression: string;
        meaning: LocalisedText;
        kind: 'categorical';
        missing: 'own-category' | 'most-frequent' | { fill: string };
        /** Declared columns that it rests on */ parents: string[];
      }
  )[];
  /** What is predicted; absent where there are several */ target?:
    | {
        name: string;
        meaning: LocalisedText;
        missing_tokens?: string[];
        kind: 'numeric';
        unit?: string;
        range?: [number | null, number | null];
        integer?: boolean;
        decimal?: '.' | ',';
        thousands?: ',' | '.' | ' ' | "'";
        transform?: 'none' | 'log1p';
      }
    | {
        name: string;
        meaning: LocalisedText;
        missing_tokens?: string[];
        kind: 'categorical';
        categories: { code: string; label: LocalisedText }[];
        positive?: string;
        negative?: string;
        event?: LocalisedText;
      }
    | { name: string; meaning: LocalisedText; missing_tokens?: string[]; kind: 'list' };
  /** Where there are several */ targets?: (
    | {
        name: string;
        meaning: LocalisedText;
        missing_tokens?: string[];
        kind: 'numeric';
        unit?: string;
        range?: [number | null, number | null];
        integer?: boolean;
        decimal?: '.' | ',';
        thousands?: ',' | '.' | ' ' | "'";
        transform?: 'none' | 'log1p';
      }
    | {
        name: string;
        meaning: LocalisedText;
        missing_tokens?: string[];
        kind: 'categorical';
        categories: { code: string; label: LocalisedText }[];
        positive?: string;
        negative?: string;
        event?: LocalisedText;
      }
    | { name: string; meaning: LocalisedText; missing_tokens?: string[]; kind: 'list' }
  )[];
  /** What its answers must not be read without */ notice?: LocalisedText;
  /** When it can be asked, from the least known to the most; absent where every column is always known */ stages?: {
    name: string;
    title: LocalisedText;
    without: string[];
  }[];
  decision?: { rule: string };
  /** What the actions of the decision are called */ actionNames?: { [key: string]: LocalisedText };
  /** How settings are proposed, where they can be */ optimisation?: {
    goal:
      'maximise' | 'minimise' | { reach: number } | { cheapest: { atLeast: number } | { atMost: number } };
    limits: {
      name: string;
      meaning?: LocalisedText;
      terms: { [key: string]: number };
      lower?: number;
      upper?: number;
    }[];
    support: { distance: number; width?: number };
  };
  /** Where a row is read with the rows before it */ history?: {
    /** The column of the series */ group?: string;
    /** The column that orders it */ order: string;
    /** How many steps */ window: number;
  };
  /** Whether its versions tell what each part of what is read adds to an answer: `explain` */ explains: boolean;
  /** Whether they also tell what every column does on the whole: `importance` and `dependence` */ hasImportance: boolean;
  caveats: LocalisedText[];
  notFor: LocalisedText[];
  /** Whether it was made from a table that this server was sent, and can be removed by it */ removable: boolean;
  /** What its industry answers besides */ endpoints: {
    name: string;
    method: 'GET' | 'POST';
    summary: LocalisedText;
    /** A body that works as it stands; absent: that of `predict` */ example?: unknown;
  }[];
  /** JSON Schema (2020-12) of one row */ schema: { [key: string]: unknown };
  /** A request body that works as it stands */ example?: unknown;
};

export type TableDraft = {
  source: {
    name: string;
    rows: number;
    /** What the file was taken for, where it is not UTF-8 */ encoding?: string;
  };
  /** A whole specification as `scenario.yaml` has it, to be changed and sent with the table */ specification: {
    [key: string]: unknown;
  };
  /** The same as `sextant init` writes it, with `# ?` where a person must decide */ yaml: string;
  /** Those of the file, in its order */ columns: {
    name: string;
    /** What it was taken for */ kind:
      | 'numeric'
      | 'categorical'
      | 'ordinal'
      | 'boolean'
      | 'date'
      | 'identifier'
      | 'list'
      | 'positions'
      | 'molecule'
      | 'text';
    /** Why, in the language that was asked for */ why: string;
    /** The first different values, as the file has them */ examples: string[];
    /** Rows that have a value */ values: number;
    /** Rows that have none */ missing: number;
    /** Different values */ different: number;
    /** What a person should decide, and where another reading is possible */ questions: string[];
    /** As what it could be predicted; absent: it cannot be */ target?: 'numeric' | 'categorical';
    /** How it may stand among the columns of a specification: as it was found first, then otherwise */ declarations: {
      [key: string]: unknown;
    }[];
  }[];
  /** What to know of the table as a whole */ notes: string[];
};

export type Headline = {
  metric: Metric;
  value: number | null;
  lower: number | null;
  upper: number | null;
  /** Rows held out */ rows: number;
  data: 'original' | 'synthetic-sample' | 'file';
};

export type Version = {
  model: string;
  champion: boolean;
  publishedAt?: string;
  headline?: Headline;
  /** Why the version cannot be used, when it is damaged */ problem?: string;
};

export type Champion = {
  champion: string;
  /** Of a rollback the version that served until then */ replaced?: string;
  /** Of a rollback to a version that no real row stands behind */ synthetic?: true;
};

export type Report = {
  format: 1;
  scenario: string;
  trainedAt: string;
  engine: string;
  seed: number;
  seconds: number;
  data: DataSource;
  /** What should be known of the data and of the training; versions from before notes were kept have none */ notes?: {
    code:
      | 'rows-left-out'
      | 'left-out-differ'
      | 'rows-teach-nothing'
      | 'baseline-better'
      | 'tells-target'
      | 'ended-early'
      | 'class-absent'
      | 'little-overlap'
      | 'conflicting-rows'
      | 'unseen-skill'
      | 'outside-range'
      | 'placeholder-date'
      | 'placeholder-number'
      | 'mixed-offsets'
      | 'ambiguous-numbers'
      | 'identifier-like'
      | 'salts'
      | 'repeated-molecules';
    /** The column that it is about */ column?: string;
    /** One sentence; it quotes no cell */ text: LocalisedText;
    /** Rows that it is about */ count?: number;
    /** The first lines of the file where such rows begin; the header is line 1 */ lines?: number[];
  }[];
  rows: { development: number; test: number };
  served: { architecture: string; reason: string };
  primary: Metric;
  /** On the rows held out, with 95 % bootstrap intervals; none for what resampling biases */ metrics: {
    [key: string]: { value: number | null; lower: number | null; upper: number | null };
  };
  candidates: {
    /** Or `blend`, for several together */ architecture: string;
    /** What its probabilities go through at the end, where that helped */ calibration?:
      'platt' | 'temperature' | 'isotonic';
    /** Of a blend the share of each candidate, by name */ shares?: { [key: string]: number };
    members: number;
    /** Epochs of each member, and the one whose weights it kept */ epochs: { run: number; best: number }[];
    seconds: number;
    /** The primary metric on rows that stopped the training; the choice between candidates rests on it */ validation:
      number | null;
    /** On the rows held out */ test: { [key: string]: number | null };
  }[];
  /** What a model that knows no feature reaches: the base rate or the mean */ constant: {
    [key: string]: number | null;
  };
  references: { model: string; metric: string; value: number; protocol: string }[];
  /** What the task tells besides: curves, confusion, costs */ details?: unknown;
  /** What thresholds come to, and residuals; absent where the answers have neither, and in versions from before they were kept */ curves?: {
    /** One of several targets, or a class against the rest; absent: the answer */ of?: string;
    /** The one that serves */ threshold?: number;
    /** At most 50 thresholds, from the highest down: ROC, precision-recall and cumulative gains */ operating?: {
      /** Rows with a probability at or above it are chosen */ threshold: number;
      /** Share of all rows that is chosen */ selected: number;
      truePositiveRate: number;
      falsePositiveRate: number;
      precision: number;
    }[];
    /** At most 20 groups of rising prediction: means, and 10 %, 50 % and 90 % quantiles of the residual */ residuals?: {
      count: number;
      predicted: number;
      actual: number;
      lower: number;
      median: number;
      upper: number;
    }[];
  }[];
  /** Each of several targets by its name; the figures above are means over them */ targets?: {
    [key: string]: {
      rows: number;
      metrics: { [key: string]: { value: number | null; lower: number | null; upper: number | null } };
      constant: { [key: string]: number | null };
      /** Each candidate, by its name */ candidates: { [key: string]: { [key: string]: number | null } };
    };
  };
  /** How the version fares at each stage; the sections above are those of the first */ stages?: {
    stage: string;
    metrics: { [key: string]: number | null };
    details?: unknown;
  }[];
  /** By the groups of each sensitive column */ fairness?: unknown;
  /** What the rules of its industry add */ plugin?: unknown;
};

export type Profile = {
  format: 1;
  rows: number;
  quantileProbabilities: number[];
  columns: (
    | {
        name: string;
        kind:
          | 'numeric'
          | 'categorical'
          | 'ordinal'
          | 'boolean'
          | 'date'
          | 'identifier'
          | 'list'
          | 'positions'
          | 'molecule'
          | 'text';
        type: 'number';
        count: number;
        missing: number;
        distinct: number;
        mean: number | null;
        standardDeviation: number | null;
        minimum: number | null;
        maximum: number | null;
        quantiles: number[];
        histogram: number[];
        edges: number[];
      }
    | {
        name: string;
        kind:
          | 'numeric'
          | 'categorical'
          | 'ordinal'
          | 'boolean'
          | 'date'
          | 'identifier'
          | 'list'
          | 'positions'
          | 'molecule'
          | 'text';
        type: 'text';
        count: number;
        missing: number;
        distinct: number;
        frequencies: { value: string; count: number }[];
        others: { values: number; count: number };
      }
    | {
        name: string;
        kind:
          | 'numeric'
          | 'categorical'
          | 'ordinal'
          | 'boolean'
          | 'date'
          | 'identifier'
          | 'list'
          | 'positions'
          | 'molecule'
          | 'text';
        type: 'counts';
        count: number;
        missing: number;
        distinct: number;
      }
  )[];
  byTarget?: {
    column: string;
    groups: {
      value: string | null;
      rows: number;
      columns: (
        | {
            name: string;
            type: 'number';
            count: number;
            missing: number;
            distinct: number;
            mean: number | null;
            standardDeviation: number | null;
            minimum: number | null;
            maximum: number | null;
            quantiles: number[];
            histogram: number[];
          }
        | {
            name: string;
            type: 'text';
            count: number;
            missing: number;
            distinct: number;
            frequencies: { value: string; count: number }[];
            others: { values: number; count: number };
          }
        | { name: string; type: 'counts'; count: number; missing: number; distinct: number }
      )[];
    }[];
    leftOut: { groups: number; rows: number };
  };
  bySeries?: {
    column: string;
    groups: {
      value: string | null;
      rows: number;
      columns: (
        | {
            name: string;
            type: 'number';
            count: number;
            missing: number;
            distinct: number;
            mean: number | null;
            standardDeviation: number | null;
            minimum: number | null;
            maximum: number | null;
            quantiles: number[];
            histogram: number[];
          }
        | {
            name: string;
            type: 'text';
            count: number;
            missing: number;
            distinct: number;
            frequencies: { value: string; count: number }[];
            others: { values: number; count: number };
          }
        | { name: string; type: 'counts'; count: number; missing: number; distinct: number }
      )[];
    }[];
    leftOut: { groups: number; rows: number };
  };
  rowsPer: {
    name: string;
    kind:
      | 'numeric'
      | 'categorical'
      | 'ordinal'
      | 'boolean'
      | 'date'
      | 'identifier'
      | 'list'
      | 'positions'
      | 'molecule'
      | 'text';
    type: 'number';
    count: number;
    missing: number;
    distinct: number;
    mean: number | null;
    standardDeviation: number | null;
    minimum: number | null;
    maximum: number | null;
    quantiles: number[];
    histogram: number[];
    edges: number[];
  }[];
};

export type Job = {
  /** ULID, sortable by the time of the order */ id: string;
  kind: 'batch' | 'decide' | 'rescore' | 'train';
  scenario: string;
  /** `expired`: it succeeded, and its results have been removed */ state:
    'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'expired';
  progress: {
    unit: 'rows' | 'epochs';
    stage?: string;
    done: number;
    total?: number;
    perSecond?: number;
    remainingSeconds?: number;
    /** Of a training where it is: network, member, epoch, losses */ detail?: unknown;
  };
  /** By stage, how many steps wait, are worked on and are done, and which process did how many */ steps?: {
    stage: string;
    queued: number;
    active: number;
    done: number;
    workers: { [key: string]: number };
  }[];
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** What a job that succeeded gave, in short */ result?:
    | {
        model: string;
        rows: { input: number; scored: number; rejected: number; blankLines: number };
        input: {
          /** Name without its folder */ file: string;
          sha256: string;
          bytes: number;
          delimiter: string;
          /** By its WHATWG name; absent for UTF-8 */ encoding?: string;
        };
        output: { /** Name without its folder */ file: string; sha256: string; bytes: number };
        /** Of a rule that decided on the whole file */ decided: {
          rule: string;
          /** `empty`: there was nothing to decide on; `infeasible`: no plan keeps every limit, and `summary` says what is short */ state:
            'decided' | 'empty' | 'infeasible';
          /** What came of it, in English */ sentence: string;
          /** What the run stated, and defaults of the scenario */ options: { [key: string]: unknown };
          /** Scored rows by the action of the rule */ actions: { [key: string]: number };
          /** Columns of the output that the rule filled, its action first */ columns: string[];
          /** By the rule: counts, money, shadow prices, what is short */ summary: { [key: string]: unknown };
        };
      }
    | {
        model: string;
        rows: { input: number; scored: number; rejected: number; blankLines: number };
        input: {
          /** Name without its folder */ file: string;
          sha256: string;
          bytes: number;
          delimiter: string;
          /** By its WHATWG name; absent for UTF-8 */ encoding?: string;
        };
        output: { /** Name without its folder */ file: string; sha256: string; bytes: number };
        /** Of a file whose rejected rows were repaired and scored again: `seconds` are of that run */ rescored: {
          /** sha256 of the receipt of the scoring before */ receipt: string;
          /** The version that scored the repaired rows */ model: string;
          /** Rows that the scoring before had rejected */ rejected: number;
          /** Rows of them that were repaired */ repaired: number;
          /** Rows of them that are scored now */ scored: number;
        };
      }
    | BatchSummary
    | TrainingSummary;
  error?: JobFailure;
  links: { [key: string]: string };
};

export type JobPage = { jobs: Job[]; /** `cursor` of the next page; absent on the last one */ next?: string };

export type JobEvent = {
  at: string;
  stage?: string;
  done?: number;
  total?: number;
  perSecond?: number;
  remainingSeconds?: number;
  detail?: unknown;
  /** Which step of its stage is begun again */ place?: number;
  /** How often it was begun */ attempt?: number;
  reason?: string;
  error?: JobFailure;
};

export type BatchSummary = {
  model: string;
  rows: { input: number; scored: number; rejected: number; blankLines: number };
  input: {
    /** Name without its folder */ file: string;
    sha256: string;
    bytes: number;
    delimiter: string;
    /** By its WHATWG name; absent for UTF-8 */ encoding?: string;
  };
  output: { /** Name without its folder */ file: string; sha256: string; bytes: number };
};

export type TrainingSummary = {
  /** The version, such as `industry/scenario@3` */ model: string;
  promoted: boolean;
  /** Why the version was or was not promoted */ promotion: string;
  comparison?: {
    champion: string;
    metric: Metric;
    /** Held out, without those from which the champion is known to have learnt */ rows: number;
    value: number | null;
    championValue: number | null;
    /** Own less the champion’s, with its 95 % interval by paired bootstrap */ difference: {
      value: number | null;
      lower: number | null;
      upper: number | null;
    };
  };
  headline: Headline;
  served: { architecture: string; reason: string };
  data: DataSource;
  /** What should be known of the data and of the training; versions from before notes were kept have none */ notes?: {
    code:
      | 'rows-left-out'
      | 'left-out-differ'
      | 'rows-teach-nothing'
      | 'baseline-better'
      | 'tells-target'
      | 'ended-early'
      | 'class-absent'
      | 'little-overlap'
      | 'conflicting-rows'
      | 'unseen-skill'
      | 'outside-range'
      | 'placeholder-date'
      | 'placeholder-number'
      | 'mixed-offsets'
      | 'ambiguous-numbers'
      | 'identifier-like'
      | 'salts'
      | 'repeated-molecules';
    /** The column that it is about */ column?: string;
    /** One sentence; it quotes no cell */ text: LocalisedText;
    /** Rows that it is about */ count?: number;
    /** The first lines of the file where such rows begin; the header is line 1 */ lines?: number[];
  }[];
  rows: { development: number; test: number };
  engine: string;
  seconds: number;
};

export type Receipt = {
  format: 1;
  scenario: string;
  model: string;
  finishedAt: string;
  rows: { input: number; scored: number; rejected: number; blankLines: number };
  input: {
    /** Name without its folder */ file: string;
    sha256: string;
    bytes: number;
    delimiter: string;
    /** By its WHATWG name; absent for UTF-8 */ encoding?: string;
  };
  output: { /** Name without its folder */ file: string; sha256: string; bytes: number };
  /** Absent when no row was rejected */ rejects?: {
    /** Name without its folder */ file: string;
    sha256: string;
    bytes: number;
  };
  /** Declared columns that the input has under another name, by that name */ mapped?: {
    [key: string]: string;
  };
  /** What was asked for besides the answers; receipts of earlier builds do not say it */ options?: {
    warnings: boolean;
    probabilities: boolean;
    reasons: number;
    language: 'en' | 'zh';
  };
  /** Result columns whose own names the input has, with the names that they have in the output */ renamed?: {
    [key: string]: string;
  };
  /** Where the option asks for them: the column with the probability of each class, by its label */ probabilities?: {
    [key: string]: string;
  };
  /** How often a value was remarked on although its row was scored, by `code column` */ notes: {
    [key: string]: number;
  };
  /** Scored rows by the predicted class; empty where no class is predicted */ labels: {
    [key: string]: number;
  };
  /** Scored rows by the decision; empty where none is made */ decisions: { [key: string]: number };
  /** Rejected rows by the reason, without what was received; a row with several wrong values counts for each */ rejectReasons: {
    [key: string]: number;
  };
  /** How the rows differ from those that the version learnt from; of a large file about ten thousand rows from all over it are compared */ drift?: {
    /** Of a column `drift` or `watch` where a test finds it, corrected for all tests, and its index is above 0.25 or 0.1 and above what chance gives; `too-few` under 200 rows on either side; of the whole that of its worst column */ verdict:
      'too-few' | 'ok' | 'watch' | 'drift';
    sentence: string;
    rows: {
      /** Rows that were looked at */ current: number;
      /** Rows that the version learnt from */ reference: number;
      /** Rows held out, with whose answers the answers are compared */ answers?: number;
    };
    /** The chance that anything is found where nothing drifted */ level: number;
    /** The worst first; none where there are too few rows */ columns: {
      column: string;
      of: 'input' | 'answer';
      /** Of a column `drift` or `watch` where a test finds it, corrected for all tests, and its index is above 0.25 or 0.1 and above what chance gives; `too-few` under 200 rows on either side; of the whole that of its worst column */ verdict:
        'too-few' | 'ok' | 'watch' | 'drift';
      index?: {
        /** Population stability index */ value: number;
        /** What it is on average where nothing drifted */ byChance: number;
        /** What it stays below in 95 of 100 such cases */ upperByChance: number;
      };
      tests: {
        test: 'kolmogorov-smirnov' | 'chi-square' | 'missing';
        statistic: number;
        /** Of this test alone */ pValue: number;
        /** Corrected for all tests of the comparison (Benjamini & Hochberg) */ adjusted: number;
        method?: 'exact' | 'asymptotic';
      }[];
      /** Shares of rows */ missing: { reference: number; current: number };
      /** Share of rows beyond the lowest and highest value that was learnt from */ outside?: number;
    }[];
  };
  /** Of a file whose rejected rows were repaired and scored again: `seconds` are of that run */ rescored?: {
    /** sha256 of the receipt of the scoring before */ receipt: string;
    /** The version that scored the repaired rows */ model: string;
    /** Rows that the scoring before had rejected */ rejected: number;
    /** Rows of them that were repaired */ repaired: number;
    /** Rows of them that are scored now */ scored: number;
  };
  /** Of a rule that decided on the whole file */ decided?: {
    rule: string;
    /** `empty`: there was nothing to decide on; `infeasible`: no plan keeps every limit, and `summary` says what is short */ state:
      'decided' | 'empty' | 'infeasible';
    /** What came of it, in English */ sentence: string;
    /** What the run stated, and defaults of the scenario */ options: { [key: string]: unknown };
    /** Scored rows by the action of the rule */ actions: { [key: string]: number };
    /** Columns of the output that the rule filled, its action first */ columns: string[];
    /** By the rule: counts, money, shadow prices, what is short */ summary: { [key: string]: unknown };
  };
  /** What results of this scenario must not be read without */ notice?: string;
  /** True when no real row stands behind the model */ syntheticModel: boolean;
  engine: string;
  workers: number;
  /** Of this run; a run that went on from a killed one did only the rest */ seconds: number;
  rowsPerSecond: number;
  /** Records that a killed run before this one had done */ goneOnAfter?: number;
  /** The most memory that the process held until then, threads included (resident set) */ peakMemoryBytes: number;
};

export type Comparison = {
  /** Such as finance/credit-scoring@2 */ a: string;
  b: string;
  /** A file’s name, or held-out: the rows that the scenario’s own data hold out */ rowsFrom: string;
  rows: number;
  /** By the whole interval of the primary metric: b is better or worse than a, or nobody can tell */ verdict:
    'better' | 'worse' | 'not-told-apart';
  /** The primary one first */ metrics: {
    metric: string;
    a: number | null;
    b: number | null;
    /** b less a, with its 95 % interval by paired bootstrap */ difference: {
      value: number | null;
      lower: number | null;
      upper: number | null;
    };
  }[];
  /** Rows whose class, or yes or no, is another; absent where no class is predicted */ changed?: {
    rows: number;
    share: number;
  };
  /** Versions that have learnt from the file itself: their figures are no measure of new rows */ learntFromFile: string[];
};

export type Drift = {
  scenario: string;
  model: string;
  /** Of the oldest rows that are compared; absent where this process was asked for none */ since?: string;
  /** Of a column `drift` or `watch` where a test finds it, corrected for all tests, and its index is above 0.25 or 0.1 and above what chance gives; `too-few` under 200 rows on either side; of the whole that of its worst column */ verdict:
    'too-few' | 'ok' | 'watch' | 'drift';
  sentence: string;
  rows: {
    /** Rows that were looked at */ current: number;
    /** Rows that the version learnt from */ reference: number;
    /** Rows held out, with whose answers the answers are compared */ answers?: number;
  };
  /** The chance that anything is found where nothing drifted */ level: number;
  /** The worst first; none where there are too few rows */ columns: {
    column: string;
    of: 'input' | 'answer';
    /** Of a column `drift` or `watch` where a test finds it, corrected for all tests, and its index is above 0.25 or 0.1 and above what chance gives; `too-few` under 200 rows on either side; of the whole that of its worst column */ verdict:
      'too-few' | 'ok' | 'watch' | 'drift';
    index?: {
      /** Population stability index */ value: number;
      /** What it is on average where nothing drifted */ byChance: number;
      /** What it stays below in 95 of 100 such cases */ upperByChance: number;
    };
    tests: {
      test: 'kolmogorov-smirnov' | 'chi-square' | 'missing';
      statistic: number;
      /** Of this test alone */ pValue: number;
      /** Corrected for all tests of the comparison (Benjamini & Hochberg) */ adjusted: number;
      method?: 'exact' | 'asymptotic';
    }[];
    /** Shares of rows */ missing: { reference: number; current: number };
    /** Share of rows beyond the lowest and highest value that was learnt from */ outside?: number;
  }[];
};

export type AnswersReport = {
  scenario: string;
  model: string;
  /** `too-few` under 30 outcomes that raise no alarm; `none-known` before the first */ verdict:
    'none-known' | 'too-few' | 'ok' | 'alarm';
  sentence: string;
  /** So long answers are kept */ days: number;
  /** Of the oldest answer of the version that is kept */ from?: string;
  /** Of the latest */ to?: string;
  /** Answers of the version that are kept */ answers: number;
  /** Those of which it is known what came of them */ known: number;
  /** The latest of these, at most 10,000, on which the figures rest */ judged: number;
  /** The primary metric with its 95 % bootstrap interval, beside that of the report */ headline?: {
    metric: Metric;
    live: { value: number | null; lower: number | null; upper: number | null };
    report: { value: number | null; lower: number | null; upper: number | null };
  };
  metrics: { [key: string]: number | null };
  /** Of the event, or of the class that was named: how likely it was said to be, and how often it came */ calibration?: {
    /** The mean probability */ predicted: number;
    /** A share with its 95 % interval (Wilson, 1927) */ observed: {
      count: number;
      of: number;
      value: number | null;
      lower: number | null;
      upper: number | null;
    };
  };
  /** How often what happened lay in the interval of its answer */ coverage?: {
    meant: number;
    /** A share with its 95 % interval (Wilson, 1927) */ inside: {
      count: number;
      of: number;
      value: number | null;
      lower: number | null;
      upper: number | null;
    };
    report: number | null;
  };
  /** Absent where the report has no figure to compare with */ alarm?: {
    /** What is watched of each answer: the squared distance of its probability from what happened, whether its class was wrong, or whether what happened lay outside of its interval */ of:
      'brier' | 'wrong' | 'outside';
    /** On average of the answers of which it is known what came of them */ mean: number;
    /** The upper end of what the report of the version lets expect */ limit: number;
    /** The largest wealth of a bet against the limit until now (a test by betting) */ evidence: number;
    /** An alarm is raised where the evidence has reached this, once */ needed: number;
    /** The chance of an alarm, however often one looks, where the answers are as good as in the report */ level: number;
    /** When the outcome was told that raised the alarm */ reachedAt?: string;
  };
  selection?: {
    groups: {
      /** The action of the decision; without one the class */ answer: string;
      answers: number;
      known: number;
    }[];
    /** That outcomes are as often known whatever was answered (chi-square) */ pValue: number;
    /** Outcomes are known of some answers more often than of others: figures are about those alone */ isSelective: boolean;
  };
};

export type OutcomesRequest = {
  rows: (
    | {
        /** The `id` of the answer */ answer: string;
        /** What came of it: the class (its code or label), or the number in its unit */ outcome:
          string | number | boolean;
      }
    | {
        /** A value of the column that `log.key` names: the latest answer with it */ key:
          string | number | boolean;
        /** What came of it: the class (its code or label), or the number in its unit */ outcome:
          string | number | boolean;
      }
  )[];
};

export type ToldOutcomes = {
  scenario: string;
  /** Outcomes that were not known before */ told: number;
  /** Outcomes that had been told before, with the same value */ known: number;
};

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  /** What can be done about it */ hint?: string;
  /** One entry per wrong place */ errors?: ErrorDetail[];
};

export type Readiness = {
  status: 'ok';
  /** How each scenario stands, by its id */ scenarios: {
    [key: string]:
      | {
          state: 'ready';
          /** The version that answers */ model: string;
          /** Why a later version does not answer */ problem?: string;
        }
      | { /** This server trains its first model, or is about to */ state: 'training' }
      | { state: 'missing' | 'damaged'; /** Why there is no model */ reason: string };
  };
};

export type Unready = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  /** What can be done about it */ hint?: string;
  /** One entry per wrong place */ errors?: ErrorDetail[];
  /** How each scenario stands, by its id */ scenarios: {
    [key: string]:
      | {
          state: 'ready';
          /** The version that answers */ model: string;
          /** Why a later version does not answer */ problem?: string;
        }
      | { /** This server trains its first model, or is about to */ state: 'training' }
      | { state: 'missing' | 'damaged'; /** Why there is no model */ reason: string };
  };
};

export type ErrorDetail = {
  /** JSON pointer (RFC 6901) into the request body or the file */ pointer?: string;
  column?: string;
  /** Data row from 1; the header is not counted */ row?: number;
  /** Line of the file, from 1 */ line?: number;
  expected: string;
  /** May quote the data */ received: string;
};

export type JobFailure = {
  code: string;
  message: string;
  hint?: string;
  /** Where something was wrong and what was expected there; never what was received */ details?: {
    /** JSON pointer (RFC 6901) into the request body or the file */ pointer?: string;
    column?: string;
    /** Data row from 1; the header is not counted */ row?: number;
    /** Line of the file, from 1 */ line?: number;
    expected?: string;
  }[];
};

export type DataSource = {
  kind: 'original' | 'synthetic-sample' | 'file';
  /** Of the dataset, or of the file without its folder */ name: string;
  sha256: string;
  rows: number;
  /** Rows left out because a value could not be read */ rejected: number;
};

export type Metric =
  | 'auc'
  | 'average_precision'
  | 'log_loss'
  | 'brier'
  | 'ece'
  | 'ks'
  | 'gini'
  | 'accuracy'
  | 'precision'
  | 'recall'
  | 'f1'
  | 'cost'
  | 'macro_f1'
  | 'auc_ovr'
  | 'mse'
  | 'rmse'
  | 'mae'
  | 'r2'
  | 'pearson_r'
  | 'quadratic_weighted_kappa'
  | 'phm_score'
  | 'mape'
  | 'mase'
  | 'coverage'
  | 'pinball'
  | 'wmae'
  | 'quantile_loss'
  | 'crps'
  | 'fz_loss'
  | 'sharpe'
  | 'active_return'
  | 'hit_rate_10'
  | 'ndcg_10'
  | 'map_10'
  | 'recall_10'
  | 'coverage_10'
  | 'novelty_10'
  | 'dr_error'
  | 'r_error'
  | 'qini';

export type LocalisedText = { en: string; zh: string };

export type InferRequest = {
  /** Given back with the answer */ id?: string;
  /** Of a request `history`: only the last row of each series is asked for; others are ignored */ parameters?: {
    [key: string]: unknown;
  };
  inputs: {
    /** A column of the scenario */ name: string;
    /** `[rows]` or `[rows, 1]` */ shape: number[];
    datatype:
      | 'BOOL'
      | 'UINT8'
      | 'UINT16'
      | 'UINT32'
      | 'UINT64'
      | 'INT8'
      | 'INT16'
      | 'INT32'
      | 'INT64'
      | 'FP16'
      | 'FP32'
      | 'FP64'
      | 'BYTES';
    /** Of a request `history`: only the last row of each series is asked for; others are ignored */ parameters?: {
      [key: string]: unknown;
    };
    /** Row by row, flat or nested as `shape` says; null where there is no value */ data: unknown[];
  }[];
  /** Which figures are asked for; absent: all */ outputs?: {
    name: string;
    /** Of a request `history`: only the last row of each series is asked for; others are ignored */ parameters?: {
      [key: string]: unknown;
    };
  }[];
};

export type InferResponse = {
  model_name: string;
  model_version: string;
  id?: string;
  outputs: {
    /** The place of a figure in the answer, such as `prediction.probability` */ name: string;
    /** `[rows]`, of a list of so many numbers `[rows, numbers]` */ shape: number[];
    datatype:
      | 'BOOL'
      | 'UINT8'
      | 'UINT16'
      | 'UINT32'
      | 'UINT64'
      | 'INT8'
      | 'INT16'
      | 'INT32'
      | 'INT64'
      | 'FP16'
      | 'FP32'
      | 'FP64'
      | 'BYTES';
    /** Row by row, flat or nested as `shape` says; null where there is no value */ data: unknown[];
  }[];
};

export type ModelMetadata = {
  name: string;
  versions: string[];
  platform: string;
  inputs: {
    name: string;
    datatype:
      | 'BOOL'
      | 'UINT8'
      | 'UINT16'
      | 'UINT32'
      | 'UINT64'
      | 'INT8'
      | 'INT16'
      | 'INT32'
      | 'INT64'
      | 'FP16'
      | 'FP32'
      | 'FP64'
      | 'BYTES';
    /** -1 stands for any number of rows */ shape: number[];
  }[];
  /** The figures of the answer to the scenario’s example; absent while there is no model or example */ outputs?: {
    name: string;
    datatype:
      | 'BOOL'
      | 'UINT8'
      | 'UINT16'
      | 'UINT32'
      | 'UINT64'
      | 'INT8'
      | 'INT16'
      | 'INT32'
      | 'INT64'
      | 'FP16'
      | 'FP32'
      | 'FP64'
      | 'BYTES';
    /** -1 stands for any number of rows */ shape: number[];
  }[];
};

export type ModelReady = { name: string; ready: true };

export type ServerMetadata = { name: string; version: string; extensions: string[] };

export type InferenceError = { error: string };
