/** The proleptic Gregorian calendar in UTC, without `Date` objects: these functions run for every cell of a date column. */

export const millisecondsPerDay = 86_400_000;

/** The last instant that JavaScript's `Date` can hold, in milliseconds from 1970. */
export const furthestInstant = 8.64e15;

/** Days since 1970-01-01 of a calendar day (Howard Hinnant, "chrono-compatible low-level date algorithms", 2013). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Month, 0 for January, of a day counted from 1970-01-01 (the inverse of the above). */
export function monthOfDay(days: number): number {
  const shifted = days + 719_468;
  const dayOfEra = shifted - Math.floor(shifted / 146_097) * 146_097;
  const fromMarch = Math.floor((5 * dayOfYear(dayOfEra) + 2) / 153);
  return (fromMarch + 2) % 12;
}

/** Year of a day counted from 1970-01-01. */
export function yearOfDay(days: number): number {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  // These years begin with March, after the 306 days from March to December the next one of the calendar has begun.
  return era * 400 + yearOfEra(dayOfEra) + (dayOfYear(dayOfEra) >= 306 ? 1 : 0);
}

function yearOfEra(dayOfEra: number): number {
  return Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
}

function dayOfYear(dayOfEra: number): number {
  const year = yearOfEra(dayOfEra);
  return dayOfEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
}

/** Week of the year, 1 to 53, of a day counted from 1970-01-01: weeks begin on Monday, week 1 has the year's first Thursday (ISO 8601). */
export function weekOfDay(days: number): number {
  const thursday = days - weekdayOfDay(days) + 3;
  return 1 + Math.floor((thursday - daysFromCivil(yearOfDay(thursday), 1, 1)) / 7);
}

/** Days since 1970 of Easter Sunday of a Gregorian year (the anonymous algorithm in Meeus, "Astronomical Algorithms", 1991). */
export function easterOfYear(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - moon - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451);
  const place = moon + sunday - 7 * late + 114;
  return daysFromCivil(year, Math.floor(place / 31), (place % 31) + 1);
}

/** Weekday, 0 for Monday, of a day counted from 1970-01-01 (a Thursday). */
export function weekdayOfDay(days: number): number {
  const weekday = (days + 3) % 7;
  return weekday < 0 ? weekday + 7 : weekday;
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(year: number, month: number, day: number): boolean {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (
    year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLengths[month - 1] + (leap ? 1 : 0)
  );
}

/** Milliseconds since 1970 of a day and time as if their clock were that of UTC; undefined where there is no such day or time. */
export function shownInstant(
  [year, month, day]: readonly [number, number, number],
  [hour, minute, second]: readonly [number, number, number],
): number | undefined {
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) return undefined;
  return daysFromCivil(year, month, day) * millisecondsPerDay + ((hour * 60 + minute) * 60 + second) * 1000;
}

const instant =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:(Z)|([+-])(\d{2}):?(\d{2}))?)?$/iu;

/**
 * Milliseconds since 1970-01-01 UTC of an ISO 8601 day (`2024-12-31`) or instant (`2024-12-31T18:30:00+01:00`; the T may be
 * a space).
 * @param instantOf whose clock a text without an offset is on: from what it shows, as if that were UTC, to the instant. Absent: UTC.
 * @returns `form` when the text is written in another way, `value` when such a day or time does not exist.
 */
export function parseIsoDate(text: string, instantOf?: (shown: number) => number): number | 'form' | 'value' {
  const parts = instant.exec(text);
  if (!parts) return 'form';
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((part) => Number(parts[part] ?? 0));
  const milliseconds = Math.floor(Number(`0.${parts[7] ?? '0'}`) * 1000);
  const [offsetHour, offsetMinute] = [Number(parts[10] ?? 0), Number(parts[11] ?? 0)];
  const whole = shownInstant([year, month, day], [hour, minute, second]);
  if (whole === undefined || offsetHour > 23 || offsetMinute > 59) return 'value';
  const offset = (parts[9] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute) * 60_000;
  const shown = whole + milliseconds;
  const hasOffset = parts[8] !== undefined || parts[9] !== undefined;
  return hasOffset || !instantOf ? shown - offset : instantOf(shown);
}

/** The offset of a time that {@link parseIsoDate} reads, in minutes; `none` where it is written without; undefined for a day. */
export function offsetOf(text: string): number | 'none' | undefined {
  const parts = instant.exec(text);
  if (parts?.[4] === undefined) return undefined;
  if (parts[8] !== undefined) return 0;
  if (parts[9] === undefined) return 'none';
  return (parts[9] === '-' ? -1 : 1) * (Number(parts[10]) * 60 + Number(parts[11])) || 0;
}
