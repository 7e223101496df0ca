import type { GraphFormat } from './formats.js';
import type { ExportedInterface } from './interface.js';
import { onnxOpset } from './onnx/onnx-model.js';

const opening: Readonly<Record<GraphFormat, string>> = {
  tfjs: '`model.json` and `weights.bin` are a graph model of TensorFlow.js: `tf.loadGraphModel`, then `execute({ features })`.',
  onnx: `\`model.onnx\` is a model of ONNX, opset ${onnxOpset}: any runtime of 2022 or later runs it.`,
};

/** What whoever finds the folder should know before using it. */
export function readmeOf(
  format: GraphFormat,
  { model, synthetic, suite, answers }: ExportedInterface,
): string {
  const outputs = [...answers.figures, ...answers.beside].map(
    ({ name, width, meaning }) => `- \`${name}\`, \`[N, ${width}]\`: ${meaning}`,
  );
  return `${[
    `# ${model}, exported by Sextant ${suite}`,
    ...(synthetic ? ['**Trained on a synthetic sample: its figures say nothing about real cases.**'] : []),
    opening[format],
    'The one input, `features`, is float32, `[N, width]`: rows as `interface.json` says how to prepare them. The outputs:',
    outputs.join('\n'),
    'All members of the model, their weights and its calibration are inside the graph. Figures agree with those that Sextant serves to 1e-5 of the scale of the answer; a calibration in steps (isotonic) can differ by more where a case lies at a step.',
    '`examples.json` has rows, their features and the figures that were served for them: try those first.',
    'Not inside, and so to be done by whoever asks:',
    [
      '- reading of cells: units, spellings, codes and missing values (`preparation`),',
      '- derived columns, whose expressions `preparation.derived` has,',
      '- thresholds, decisions and intervals (`answers.learnt`), the rounding of numbers for people,',
      '- warnings: values out of range, cases unlike what was learnt from, reasons.',
    ].join('\n'),
    'What the model is for, and what not, says `card.md`. `sha256sum -c SHA256SUMS` checks the files.',
  ].join('\n\n')}\n`;
}
