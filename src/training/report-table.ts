/** A part of a report for people: a table under a title, and what it comes to. */
export interface ReportTable {
  title: string;
  rows: string[][];
  summary?: string;
}
