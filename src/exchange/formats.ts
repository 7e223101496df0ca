/** In what a version can be taken out: whole for another Sextant, or as one graph for other programs. */
export const exportFormats = ['sextant', 'tfjs', 'onnx'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** Those of graphs. */
export type GraphFormat = Exclude<ExportFormat, 'sextant'>;
