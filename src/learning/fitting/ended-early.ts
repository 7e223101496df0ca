import type { TrainingHistory } from '../../models/training/training-loop.js';
import type { TrainingNote } from '../training-note.js';

/** The last part of a training, told by its learning rates: the epochs at the end of a falling schedule move little. In it ... */
const lastPart = 0.1;

/** ... the validation loss must still have fallen by this share for the training to have ended too early. */
const leastFall = 0.01;

interface TrainedCandidate {
  name: string;
  histories: readonly TrainingHistory[];
}

/** A note for each candidate that ran out of epochs or time while rows that it does not learn from still said that it improved. */
export function endedEarlyNotes(candidates: readonly TrainedCandidate[]): TrainingNote[] {
  return candidates.flatMap(({ name, histories }) => {
    const cut = histories.find(endedEarly);
    return cut ? [noteOf(name, cut)] : [];
  });
}

/** Whether a training ended by its limits while the validation loss was still falling; false where no rows tell. */
export function endedEarly({ epochs, stoppedBy }: TrainingHistory): boolean {
  if (stoppedBy === 'early-stopping' || epochs.length < 2) return false;
  const losses = epochs.map(({ validationLoss }) => validationLoss ?? NaN);
  const before = Math.min(...losses.slice(0, startOfLastPart(epochs)));
  return before - Math.min(...losses) > leastFall * Math.abs(before);
}

/** From which epoch (counted from 0, never the first) on the learning rates add up to the last part of them all. */
function startOfLastPart(epochs: TrainingHistory['epochs']): number {
  const part = lastPart * epochs.reduce((sum, { learningRate }) => sum + learningRate, 0);
  let [start, passed] = [epochs.length - 1, epochs[epochs.length - 1].learningRate];
  while (start > 1 && passed < part) passed += epochs[--start].learningRate;
  return start;
}

function noteOf(name: string, { epochs, stoppedBy }: TrainingHistory): TrainingNote {
  const limit = stoppedBy === 'time' ? 'training.maxSeconds' : 'training.epochs';
  const count = epochs.length;
  return {
    code: 'ended-early',
    text: {
      en: `The training of ${name} ended after ${count} epochs, by ${limit}, while its validation loss was still falling: with a higher limit it may answer better.`,
      zh: `${name} 的训练因 ${limit} 在 ${count} 轮后结束，而验证损失仍在下降：提高该上限可能得到更好的结果。`,
    },
  };
}
