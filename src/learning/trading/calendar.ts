const dayLength = 86_400_000;

/**
 * The days on which positions are decided on: the last Monday to Friday of every `months`-th month, counted from January. They are known years
 * ahead, so no price has a say in them; on one that is a holiday the prices of the day before it count.
 */
export function lastWeekday(year: number, month: number): number {
  let at = Date.UTC(year, month + 1, 0);
  while (new Date(at).getUTCDay() % 6 === 0) at -= dayLength;
  return at;
}

/** The first such day after a moment (milliseconds since 1970). */
export function nextRebalancing(after: number, months: number): number {
  const from = new Date(after);
  for (let month = from.getUTCMonth(); ; month++) {
    const date = lastWeekday(from.getUTCFullYear(), month);
    if ((month + 1) % months === 0 && date > after) return date;
  }
}

/** A rebalancing: decided on by prices up to a day, filled on the next. */
export interface Decision {
  /** By the calendar, milliseconds since 1970. */
  date: number;
  /** Place of the last day whose prices are known. */
  day: number;
  /** Place of the day by whose prices it is filled. */
  fill: number;
}

/**
 * The rebalancings whose last known day is from `first` on and whose fill is before `end`.
 * @param days milliseconds since 1970 of each day, ascending.
 */
export function decisionsOf(
  days: ArrayLike<number>,
  { first, end, months }: { first: number; end: number; months: number },
): Decision[] {
  const decisions: Decision[] = [];
  let day = first;
  for (let date = nextRebalancing(days[first] - 1, months); ; date = nextRebalancing(date, months)) {
    while (day + 1 < end && days[day + 1] <= date) day++;
    const fill = day + 1;
    // The next day shows that the date is over: without one nothing can be filled.
    if (fill >= end) return decisions;
    if (decisions.at(-1)?.day !== day) decisions.push({ date, day, fill });
  }
}
