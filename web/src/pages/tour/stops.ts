import type { Phrase } from '../../language/phrases';

/** A stop of the tour: a question, what to look at, and a change to try. */
export interface Stop {
  scenario: string;
  look: Phrase;
  tryThis: Phrase;
  /** What the link to the question has changed already, by JSON pointer. */
  edit?: Record<string, string | number>;
}

/** One question of each industry, about a minute and a half each. */
export const stops: readonly Stop[] = [
  {
    scenario: 'finance/credit-scoring',
    look: 'The probability stands on a ruler whose gates are the thresholds that the costs of a wrong decision give: between them a person decides.',
    tryThis: 'Ask for a smaller loan over a shorter time, and watch the probability move.',
    edit: { '/features/credit_amount': 1200, '/features/duration_months': 9 },
  },
  {
    scenario: 'medical/disease-risk',
    look: 'Two results are missing, and the answer says so: what is not known is told, never hidden. It supports a clinician and makes no diagnosis.',
    tryThis: 'Fill in what the vessels and the thallium scan showed.',
    edit: { '/features/ca': 0, '/features/thal': '3' },
  },
  {
    scenario: 'retail/product-recommendation',
    look: 'Every product says why it is shown, by what the customer liked.',
    tryThis: 'Ask for more variety.',
    edit: { '/features/diversity': 0.8 },
  },
  {
    scenario: 'manufacturing/remaining-life',
    look: 'The cycles that are left, with an interval and the lead time of maintenance: the lower end decides, since late is worse than early.',
    tryThis: 'Open the readings of the sensors, change the last one, and see how far the answer moves.',
  },
  {
    scenario: 'education/personalised-learning',
    look: 'What a learner knows after each answer, and which exercise would add most.',
    tryThis: 'Repeat the last row with another answer.',
  },
  {
    scenario: 'city/air-quality',
    look: 'A fan that widens with time: the further ahead, the less is known. The lines are limits, and each has a probability of being crossed.',
    tryThis: 'Change the last hour, and watch the fan begin elsewhere.',
  },
];
