type End = number | string | null;

/** `0 to 20`, `0 or more`, `20 or less`: both ends are included; null or infinite: there is none on that side. */
export function rangeText(low: End, high: End): string {
  if (isOpen(high)) return isOpen(low) ? 'any' : `${low} or more`;
  return isOpen(low) ? `${high} or less` : `${low} to ${high}`;
}

function isOpen(end: End): boolean {
  return end === null || end === Infinity || end === -Infinity;
}
