/** A PostgreSQL database, embedded or a server: all that jobs know of it. */
export interface Database {
  /**
   * One statement with values `$1, $2, ...`, or without values a text of several, which is one transaction.
   * @returns the rows of the last statement
   * @throws NotReadyError when the database does not answer
   */
  executeSql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
  close(): Promise<void>;
}
