import { InvalidSpecificationError, shown } from '../../core/errors.js';

const quarterHour = 900_000;

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

function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
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
