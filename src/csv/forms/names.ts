/** Forms of a table's file besides CSV. */
export const formNames = ['json-lines', 'parquet', 'workbook'] as const;

export type FormName = (typeof formNames)[number];
