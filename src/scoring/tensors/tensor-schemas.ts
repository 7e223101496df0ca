import { z } from 'zod';

/**
 * The shapes of the Open Inference Protocol, version 2 (KServe, `open_inference_rest.yaml`), as far as they are read and written here:
 * every tensor is one column of a table, so its shape is `[rows]` or `[rows, 1]`.
 */

const datatypes = [
  'BOOL',
  'UINT8',
  'UINT16',
  'UINT32',
  'UINT64',
  'INT8',
  'INT16',
  'INT32',
  'INT64',
  'FP16',
  'FP32',
  'FP64',
  'BYTES',
] as const;

export type Datatype = (typeof datatypes)[number];

const datatype = z.enum(datatypes);

const parameters = z
  .record(z.string(), z.unknown())
  .optional()
  .describe('Of a request `history`: only the last row of each series is asked for; others are ignored');

const tensorData = z
  .array(z.unknown())
  .describe('Row by row, flat or nested as `shape` says; null where there is no value');

export const inputTensorSchema = z.object({
  name: z.string().describe('A column of the scenario'),
  shape: z.array(z.int().min(0)).describe('`[rows]` or `[rows, 1]`'),
  datatype,
  parameters,
  data: tensorData,
});

export type InputTensor = z.infer<typeof inputTensorSchema>;

export const inferRequestSchema = z.object({
  id: z.string().optional().describe('Given back with the answer'),
  parameters,
  inputs: z.array(inputTensorSchema).min(1),
  outputs: z
    .array(z.object({ name: z.string(), parameters }))
    .optional()
    .describe('Which figures are asked for; absent: all'),
});

export type InferRequest = z.infer<typeof inferRequestSchema>;

export const outputTensorSchema = z.object({
  name: z.string().describe('The place of a figure in the answer, such as `prediction.probability`'),
  shape: z.array(z.int().min(0)).describe('`[rows]`, of a list of so many numbers `[rows, numbers]`'),
  datatype,
  data: tensorData,
});

export type OutputTensor = z.infer<typeof outputTensorSchema>;

export const inferResponseSchema = z.object({
  model_name: z.string(),
  model_version: z.string(),
  id: z.string().optional(),
  outputs: z.array(outputTensorSchema),
});

export type InferResponse = z.infer<typeof inferResponseSchema>;

const metadataTensorSchema = z.object({
  name: z.string(),
  datatype,
  shape: z.array(z.int()).describe('-1 stands for any number of rows'),
});

export type MetadataTensor = z.infer<typeof metadataTensorSchema>;

export const modelMetadataSchema = z.object({
  name: z.string().meta({ example: 'finance.credit-scoring' }),
  versions: z.array(z.string()),
  platform: z.string(),
  inputs: z.array(metadataTensorSchema),
  outputs: z
    .array(metadataTensorSchema)
    .optional()
    .describe(
      'The figures of the answer to the scenario’s example; absent while there is no model or example',
    ),
});

export type ModelMetadata = z.infer<typeof modelMetadataSchema>;

export const serverMetadataSchema = z.object({
  name: z.string(),
  version: z.string(),
  extensions: z.array(z.string()),
});

export const modelReadySchema = z.object({ name: z.string(), ready: z.literal(true) });

export const inferenceErrorSchema = z.object({ error: z.string() });
