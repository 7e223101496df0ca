export { pageSources } from './page-style.js';
export { ReportPages } from './report-pages.js';
