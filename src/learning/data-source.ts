import { z } from 'zod';

/** Where rows came from; part of the report, the card and the manifest. */
export const dataSourceSchema = z.object({
  kind: z.enum(['original', 'synthetic-sample', 'file']),
  name: z.string().describe('Of the dataset, or of the file without its folder'),
  sha256: z.string(),
  rows: z.int().min(0),
  rejected: z.int().min(0).describe('Rows left out because a value could not be read'),
});

export type DataSource = z.infer<typeof dataSourceSchema>;
