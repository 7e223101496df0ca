import { InvalidSpecificationError, shown } from '../../core/errors.js';

const quarterHour = 900_000;
const day = 86_400_000;

/** Before this zones had offsets of their own to the second, and the platform's years have eras. */
const earliest = Date.UTC(1900, 0, 1);

/** The offset of a zone is a multiple of a quarter of an hour at every instant since 1970, so one look-up serves a quarter. */
const mostRemembered = 100_000;

/**
 * From an instant (milliseconds since 1970 UTC) to what the clock of a zone shows, as if that were UTC.
 * @param zone IANA name, such as America/Chicago; daylight saving is that of the zone.
 * @throws InvalidSpecificationError for a zone that the platform does not know.
 */
export function localClock(zone: string): (instant: number) => number {
  const format = formatOf(zone);
  const offsets = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / quarterHour);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      if (offsets.size >= mostRemembered) offsets.clear();
      offset = offsetAt(format, quarter * quarterHour);
      offsets.set(quarter, offset);
    }
    return instant + offset;
  };
}

/**
 * The other way round: from what the clock of a zone shows, as if that were UTC, to the instant. What it shows twice, when clocks are set
 * back, is the first of the two; what it never shows, when they are set forward, is counted on from before (as RFC 5545 has it).
 * @throws as `localClock`.
 */
export function instantOnClock(zone: string): (shown: number) => number {
  const clock = localClock(zone);
  const offset = (instant: number) => clock(instant) - instant;
  return (shown) => {
    const before = shown - offset(shown - day);
    const after = shown - offset(shown + day);
    if (before === after) return before;
    const [first, second] = before < after ? [before, after] : [after, before];
    return [first, second].find((instant) => clock(instant) === shown) ?? before;
  };
}

function offsetAt(format: Intl.DateTimeFormat, moment: number): number {
  const instant = Math.max(moment, earliest);
  const parts = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    const two = '2-digit' as const;
    const time = { hour: two, minute: two, second: two, hourCycle: 'h23' as const };
    return new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: two, day: two, ...time });
  } catch (cause) {
    throw new InvalidSpecificationError(`There is no time zone ${shown(timeZone)}.`, {
      details: [
        { pointer: '/zone', expected: 'an IANA name such as America/Chicago', received: shown(timeZone) },
      ],
      cause,
    });
  }
}
