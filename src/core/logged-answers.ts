/** By scenario for how many days answers are kept: 0 not at all, null as long as the scenario says. */
export type LoggedAnswers = Readonly<Record<string, number | null>>;

const form = /^([a-z0-9]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*)(?::(\d{1,4}))?$/;
const mostDays = 3660;

/** `finance/credit-scoring,retail/churn:30`; undefined for a text of another form. */
export function readLoggedAnswers(text: string): LoggedAnswers | undefined {
  const entries = text.split(',').map((part): [string, number | null] | undefined => {
    const [whole, scenario, days] = form.exec(part.trim()) ?? [];
    const known = whole !== undefined && Number(days ?? 0) <= mostDays;
    return known ? [scenario, days === undefined ? null : Number(days)] : undefined;
  });
  const read = entries.filter((entry) => entry !== undefined);
  return read.length === entries.length ? Object.fromEntries(read) : undefined;
}
