/** What a style sheet gives a mark, which a copy must carry in itself. */
const carried = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-size',
  'font-family',
  'font-weight',
  'text-anchor',
];

/** Put a drawing into the clipboard as a file that needs no style sheet. */
export async function copySvg(svg: SVGSVGElement | null): Promise<void> {
  if (!svg) return;
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((mark, i) => {
    const style = getComputedStyle(originals[i]);
    for (const name of carried) mark.setAttribute(name, style.getPropertyValue(name));
    mark.removeAttribute('class');
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  await navigator.clipboard.writeText(new XMLSerializer().serializeToString(copy));
}
