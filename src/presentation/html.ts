import { escape } from '../learning/plots/svg.js';

/** Texts of a page come from users' files, too: names of columns, of categories, of files. Whatever is shown goes through here. */
export function text(content: string): string {
  return escape(content).replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

export function paragraph(content: string, kind?: string): string {
  return `<p${kind === undefined ? '' : ` class="${kind}"`}>${text(content)}</p>`;
}

/** Cells of texts under a head; those that are numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return tableOfMarkup(
    head,
    rows.map((cells) => cells.map((cell) => ({ markup: text(cell), isNumber: isNumber(cell) }))),
  );
}

interface Cell {
  markup: string;
  isNumber: boolean;
}

/** As {@link table}, of cells that are markup already. */
export function tableOfMarkup(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const headCells = head.map((cell) => `<th scope="col">${text(cell)}</th>`).join('');
  const lines = rows.map((cells) => {
    const inner = cells.map(
      ({ markup, isNumber: right }) => `<td${right ? ' class="n"' : ''}>${markup}</td>`,
    );
    return `<tr>${inner.join('')}</tr>`;
  });
  const thead = head.length === 0 ? '' : `<thead><tr>${headCells}</tr></thead>`;
  return `<div class="wide"><table>${thead}<tbody>${lines.join('')}</tbody></table></div>`;
}

/** A list of texts; nothing where there are none. */
export function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${text(item)}</li>`).join('')}</ul>`;
}

/** What is seen only once it is asked for. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${text(summary)}</summary>${body}</details>`;
}

export function heading(level: 2 | 3, content: string): string {
  return `<h${level}>${text(content)}</h${level}>`;
}

function isNumber(cell: string): boolean {
  return /^[-–+]?[\d.,]*\d?(?:e[-+]?\d+)?(?: ?[(（].*[)）])?$/u.test(cell) && cell !== '';
}
