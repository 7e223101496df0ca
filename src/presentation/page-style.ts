import { createHash } from 'node:crypto';

/** The whole style of a page. Drawings have a white ground of their own, which a dark page turns around. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #59616f; --line: #d5d9e0; --ground: #ffffff; --panel: #f5f6f8; --warn: #8a3b00; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ee; --soft: #a4acb9; --line: #3a414d; --ground: #14181f; --panel: #1c222b; --warn: #ffb070; }
  figure svg { filter: invert(0.92) hue-rotate(180deg); }
}
body { margin: 0 auto; padding: 1.5rem; max-width: 62rem; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.25; }
h2 { margin: 2.5rem 0 0.75rem; padding-bottom: 0.25rem; border-bottom: 2px solid var(--line); font-size: 1.35rem; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1.05rem; }
p { margin: 0.5rem 0; max-width: 46rem; }
a { color: inherit; }
nav ul { columns: 2 14rem; padding-left: 1.2rem; }
.question { font-size: 1.15rem; }
.soft, figcaption { color: var(--soft); }
.headline { padding: 0.75rem 1rem; border-left: 4px solid #2f6fb3; background: var(--panel); }
.warning { padding: 0.75rem 1rem; border-left: 4px solid var(--warn); background: var(--panel); color: var(--warn); font-weight: 600; }
.wide { overflow-x: auto; margin: 0.5rem 0; }
table { border-collapse: collapse; font-size: 0.9rem; }
th, td { padding: 0.3rem 0.7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid var(--line); white-space: nowrap; }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td table { font-size: 1em; }
figure { display: inline-block; margin: 0.75rem 1rem 1rem 0; width: 29rem; max-width: 100%; vertical-align: top; }
figure h3 { margin-top: 0; }
figure svg { width: 100%; height: auto; border: 1px solid var(--line); }
figcaption { font-size: 0.9rem; }
summary { cursor: pointer; color: var(--soft); font-size: 0.9rem; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.85rem; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; }
  figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .wide { overflow: visible; }
}
`;

const hash = createHash('sha256').update(pageStyle).digest('base64');

/** Loads nothing, runs nothing, and has this one style. */
export const pageSources = `default-src 'none'; style-src 'sha256-${hash}'`;
